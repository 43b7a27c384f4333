import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { closeAll, gather, move, SETTLING_MS, type Large } from './large-room.js';
import type { LargeWorld } from './large-world.js';

const PEOPLE = 3;
/** From the wish of the host: the move, and what comes just after it. */
const WATCHING_MS = 8000;
const GOALS = { pictureMs: 100, pictureRatio: 1.5, silenceMs: 10 };

const STILL = 'a call that stays where it is';
const SCENES = { [STILL]: null, 'mesh to media server': 'sfu', 'media server to mesh': 'mesh' } as const;

/** What a guest sees and hears while the host has the call moved there and back. */
export async function measureMoves(world: LargeWorld, rounds: number): Promise<Table> {
  const samples = new Samples();
  const { pages } = await gather(world, PEOPLE);
  const watching = pages.at(-1);
  if (watching === undefined) throw new Error('Nobody watches.');
  try {
    await wait(SETTLING_MS);
    for (let round = 0; round < rounds; round += 1) {
      console.error(`large: moves, round ${String(round + 1)} of ${String(rounds)}`);
      for (const [scene, to] of Object.entries(SCENES)) {
        const seen = await watch(watching, async () => {
          if (to !== null) samples.add(`${scene} ms`, await move(pages, to));
        });
        samples.add(`${scene} picture`, seen.pictureMs);
        samples.add(`${scene} silence`, seen.silenceMs);
      }
    }
  } finally {
    await closeAll(pages);
  }
  return toTable(samples);
}

async function watch(page: Page, meanwhile: () => Promise<void>): Promise<{ pictureMs: number; silenceMs: number }> {
  await page.evaluate(() => (globalThis as Large).large.watch());
  await Promise.all([wait(WATCHING_MS), meanwhile()]);
  return page.evaluate(() => (globalThis as Large).large.watched());
}

function toTable(samples: Samples): Table {
  const worst = (scene: string, what: string): number => Math.max(...samples.of(`${scene} ${what}`));
  const pictureGoalMs = Math.max(GOALS.pictureMs, GOALS.pictureRatio * worst(STILL, 'picture'));
  const told = (scene: string, what: string): string =>
    `${samples.median(`${scene} ${what}`).toFixed(0)} (${worst(scene, what).toFixed(0)})`;
  return {
    title: `A call of ${String(PEOPLE)} that moves: the median (and the worst) of each`,
    head: ['', 'longest still picture, ms', 'longest silence, ms', 'the move, ms'],
    rows: [
      ...Object.entries(SCENES).map(([scene, to]) => [
        scene,
        told(scene, 'picture'),
        told(scene, 'silence'),
        to === null ? '' : told(scene, 'ms'),
      ]),
      ['goal, for the worst', `≤ ${pictureGoalMs.toFixed(0)}`, `≤ ${String(GOALS.silenceMs)}`, ''],
    ],
    note: `Watched for ${String(WATCHING_MS / 1000)} s each time, at a guest: the tiles of both others, and the tone of one. The goal of a picture is ${String(GOALS.pictureMs)} ms, or ${String(GOALS.pictureRatio)}× the worst of the call that stays.`,
  };
}
