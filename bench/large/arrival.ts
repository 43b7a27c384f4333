import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { closeAll, gather, move, SETTLING_MS } from './large-room.js';
import type { Caller, LargeWorld } from './large-world.js';

/** Who is in the room before the newcomer. */
const PEOPLE = 2;
const CALLERS: readonly Caller[] = ['bare', 'noom'];
const TITLES = { bare: 'bare page with livekit-client', noom: '`<noom-room autojoin>`' } as const;

/** From the navigation to the first picture of another one, on a page that joins a call at the media server at once. */
export async function measureArrival(world: LargeWorld, rounds: number): Promise<Table> {
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
      for (let turn = 0; turn < CALLERS.length; turn += 1) {
        const caller = CALLERS[(round + turn) % CALLERS.length];
        if (caller !== undefined) samples.add(caller, await arrive(world, caller, rooms[caller]));
      }
    }
  } finally {
    await closeAll([...noom.pages, ...barePages]);
  }
  return {
    title: 'First remote frame after the navigation, in a call at the media server',
    head: ['', 'joiner, ms', 'ratio', 'goal'],
    rows: CALLERS.map((caller) => [
      TITLES[caller],
      samples.median(caller).toFixed(0),
      `${samples.ratio(caller, 'bare').toFixed(2)}×`,
      caller === 'noom' ? '≤ 1.00×' : '',
    ]),
    note: 'Both send camera and microphone too. The bare page asks its server for a token; the tag joins its room there, is told that the call is at a media server, and fetches what it needs for that. It draws its whole UI; the bare page only the picture.',
  };
}

async function openBare(world: LargeWorld, room: string): Promise<Page> {
  const page = await world.open('bare', room);
  await page.waitForSelector('[data-connected]');
  return page;
}

async function arrive(world: LargeWorld, caller: Caller, room: string): Promise<number> {
  const page = await world.open(caller, room, { hasSound: true });
  try {
    return await page.evaluate(() => (globalThis as unknown as { firstFrame: Promise<number> }).firstFrame);
  } finally {
    await closeAll([page]);
    await wait(SETTLING_MS);
  }
}
