import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Topology } from '../../src/protocol/protocol.js';
import { processorSeconds } from '../lib/processor-time.js';
import type { Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import type { LargeFigures } from '../pages/large.js';
import { closeAll, gather, move, SETTLING_MS, type Large } from './large-room.js';
import type { LargeWorld } from './large-world.js';

/** What two cores carry as real pages. */
const PEOPLE = [3, 6] as const;
const WATCHING_MS = 5000;
const WAYS: Readonly<Record<Topology, string>> = { mesh: 'mesh', sfu: 'media server' };

/** What the same call costs in a mesh and at a media server. */
export async function measureCosts(world: LargeWorld, rounds: number): Promise<Table[]> {
  const samples = new Samples();
  for (let round = 0; round < rounds; round += 1) {
    console.error(`large: costs, round ${String(round + 1)} of ${String(rounds)}`);
    for (const people of PEOPLE) {
      const { pages } = await gather(world, people);
      try {
        await watch(world, pages, samples, 'mesh');
        await move(pages, 'sfu');
        await watch(world, pages, samples, 'sfu');
      } finally {
        await closeAll(pages);
      }
    }
  }
  return [toTable(samples)];
}

async function watch(world: LargeWorld, pages: readonly Page[], samples: Samples, way: Topology): Promise<void> {
  await wait(SETTLING_MS);
  const before = await take(world, pages);
  await wait(WATCHING_MS);
  const after = await take(world, pages);
  const people = pages.length;
  const seconds = (after.atMs - before.atMs) / 1000;
  const add = (what: string, value: number): void => {
    samples.add(`${way} ${String(people)} ${what}`, value);
  };
  const frames = after.frames - before.frames;
  add('picture', ((after.browser - before.browser) * 1000) / frames);
  add('uplink', ((after.sentBytes - before.sentBytes) * 8) / 1000 / seconds / people);
  add('rate', frames / seconds / people / people);
  add('engine', ((after.engine - before.engine) * 1000) / seconds / people);
}

async function take(
  world: LargeWorld,
  pages: readonly Page[],
): Promise<LargeFigures & { atMs: number; browser: number; engine: number }> {
  const all = await Promise.all(pages.map((page) => page.evaluate(() => (globalThis as Large).large.figures())));
  const sum = (of: (figures: LargeFigures) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    atMs: performance.now(),
    browser: processorSeconds(world.browser.browser.process()?.pid ?? 0),
    engine: processorSeconds(world.livekit.pid),
    sentBytes: sum((each) => each.sentBytes),
    frames: sum((each) => each.frames),
  };
}

function toTable(samples: Samples): Table {
  return {
    title: 'The same call in a mesh and at the media server',
    head: [
      'participants',
      'way',
      'browser, ms of processor a shown picture',
      'uplink of a page, kbit/s',
      'frames a second of each picture',
      'media server, ms of processor a second and participant',
    ],
    rows: PEOPLE.flatMap((people) =>
      (Object.keys(WAYS) as Topology[]).map((way) => {
        const middle = (what: string, digits: number): string =>
          samples.median(`${way} ${String(people)} ${what}`).toFixed(digits);
        const engine = way === 'sfu' ? middle('engine', 1) : '';
        return [String(people), WAYS[way], middle('picture', 1), middle('uplink', 0), middle('rate', 1), engine];
      }),
    ),
    note: 'Shown pictures count each page’s own too. Cameras of 320×180 at 15 frames a second; one of the pages sends sound.',
  };
}
