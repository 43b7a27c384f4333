import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { closeAll, gather, move, SETTLING_MS } from './large-room.js';
import type { Caller, LargeWorld } from './large-world.js';

/** Who is in the room before the newcomer. */
const PEOPLE = 2;
/** For the preview: the camera is open, and the tag has looked into the room. */
const PREVIEW_MS = 2000;
const CALLERS: readonly Caller[] = ['bare', 'noom'];
const WAYS = ['pressed', 'navigated'] as const;
const TITLES = {
  pressed: { bare: 'bare page with livekit-client', noom: '`<noom-room>`' },
  navigated: { bare: 'bare page with livekit-client', noom: '`<noom-room autojoin>`' },
} as const;
type Way = (typeof WAYS)[number];

/**
 * From a press in the preview, and from the navigation of a page that joins at once, to the first picture of another
 * one in a call at the media server.
 */
export async function measureArrival(world: LargeWorld, rounds: number): Promise<Table[]> {
  const samples = new Samples();
  const noom = await gather(world, PEOPLE);
  await move(noom.pages, 'sfu');
  const bareRoom = await world.room('bare');
  const barePages = await Promise.all(Array.from({ length: PEOPLE }, () => openBare(world, bareRoom)));
  const rooms = { noom: noom.room, bare: bareRoom };
  try {
    await wait(SETTLING_MS);
    for (let round = 0; round < rounds; round += 1) {
      console.error(`large: arrival, round ${String(round + 1)} of ${String(rounds)}`);
      for (const way of WAYS) {
        for (let turn = 0; turn < CALLERS.length; turn += 1) {
          const caller = CALLERS[(round + turn) % CALLERS.length];
          if (caller !== undefined) samples.add(`${way} ${caller}`, await arrive(world, caller, rooms[caller], way));
        }
      }
    }
  } finally {
    await closeAll([...noom.pages, ...barePages]);
  }
  return [
    toTable(samples, 'pressed', {
      title: 'First remote frame after `join()`, camera open already, in a call at the media server',
      note: 'Both send camera and microphone too, and both show a preview first. The bare page has LiveKit’s library by then, and asks its server for a token; the tag has looked into the room.',
    }),
    toTable(samples, 'navigated', {
      title: 'First remote frame after the navigation, in a call at the media server',
      note: 'The tag joins its room, is told that the call is at a media server, and fetches what it needs for that. It draws its whole UI; the bare page only the picture.',
    }),
  ];
}

function toTable(samples: Samples, way: Way, { title, note }: { title: string; note: string }): Table {
  return {
    title,
    head: ['', 'joiner, ms', 'ratio', 'goal'],
    rows: CALLERS.map((caller) => [
      TITLES[way][caller],
      samples.median(`${way} ${caller}`).toFixed(0),
      `${samples.ratio(`${way} ${caller}`, `${way} bare`).toFixed(2)}×`,
      caller === 'noom' ? '≤ 1.00×' : '',
    ]),
    note,
  };
}

async function openBare(world: LargeWorld, room: string): Promise<Page> {
  const page = await world.open('bare', room);
  await page.waitForSelector('[data-connected]');
  return page;
}

async function arrive(world: LargeWorld, caller: Caller, room: string, way: Way): Promise<number> {
  const page = await world.open(caller, room, { hasSound: true, isPressed: way === 'pressed' });
  try {
    if (way === 'pressed') {
      await page.waitForFunction(() => 'press' in globalThis);
      await wait(PREVIEW_MS);
      await page.evaluate(() => {
        (globalThis as unknown as { press: () => void }).press();
      });
    }
    return await page.evaluate(() => (globalThis as unknown as { firstFrame: Promise<number> }).firstFrame);
  } finally {
    await closeAll([page]);
    await wait(SETTLING_MS);
  }
}
