import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import type { BenchOptions } from '../lib/options.js';
import type { BenchResult, Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { createOn, firstFrames, join, prepare, startWorld, type BenchWorld } from '../lib/world.js';
import type { ContestantName } from '../pages/harness.js';
import { measureNavigation } from './navigation.js';
import { printTraces } from './print-traces.js';

/** Long enough for all preparation to be done, and for the machine to be idle again. */
const SETTLING_MS = 700;
/** Added to each message in each direction to count round trips: far more than the machine's noise. */
const DELAY_MS = 150;
/** The public STUN servers that noom's server names by default. */
const PUBLIC_STUN = [{ urls: ['stun:stun.l.google.com:19302', 'stun:stun.cloudflare.com:3478'] }];

interface Entrant {
  title: string;
  contestant: ContestantName;
  iceServers: RTCIceServer[] | null;
  /** What it is compared with. */
  limit: string;
}

const LIMIT = 'bare limit';
const ENTRANTS: readonly Entrant[] = [
  { title: LIMIT, contestant: 'bare', iceServers: [], limit: LIMIT },
  { title: 'bare, offer made ahead', contestant: 'bare-ahead', iceServers: [], limit: LIMIT },
  { title: 'noom', contestant: 'noom', iceServers: [], limit: LIMIT },
  { title: 'PeerJS', contestant: 'peerjs', iceServers: [], limit: LIMIT },
  { title: 'bare limit, public STUN', contestant: 'bare', iceServers: PUBLIC_STUN, limit: 'bare limit, public STUN' },
  { title: 'noom, public STUN as remembered', contestant: 'noom', iceServers: null, limit: 'bare limit, public STUN' },
];

/** From `join()` to the first remote frame, on both sides, beside what two bare connections need. */
export async function benchJoin({ rounds, isTracing }: BenchOptions): Promise<BenchResult> {
  const world = await startWorld();
  try {
    const [host, guest] = [await world.openPage(), await world.openPage()];
    const samples = new Samples();
    await rememberServers(world, guest);
    const delayed = await world.delayedUrls(DELAY_MS);
    for (const urls of isTracing ? [world.urls, delayed] : []) {
      await printTraces(world, { host, guest, urls, settlingMs: SETTLING_MS });
    }
    for (let round = 0; round < rounds; round += 1) {
      console.error(`join: round ${String(round + 1)} of ${String(rounds)}`);
      // Each is first in its turn, so that disturbances of the machine hit all alike.
      for (const entrant of rotate(ENTRANTS, round)) {
        for (const isWarm of [true, false]) {
          const urls = world.urls;
          const { onGuest, onHost } = await measure(entrant, { world, host, guest, urls, isWarm });
          samples.add(`${entrant.title} ${isWarm ? 'warm' : 'cold'} guest`, onGuest);
          samples.add(`${entrant.title} ${isWarm ? 'warm' : 'cold'} host`, onHost);
        }
        if (!isAmongFirst(entrant)) continue;
        const slow = await measure(entrant, { world, host, guest, urls: delayed, isWarm: true });
        samples.add(`${entrant.title} trips guest`, slow.onGuest);
        samples.add(`${entrant.title} trips host`, slow.onHost);
      }
    }
    const navigation = await measureNavigation(world, host, rounds);
    return { name: 'join', rounds, tables: [...toTables(samples), navigation] };
  } finally {
    await world.close();
  }
}

interface Surroundings {
  world: BenchWorld;
  host: Page;
  guest: Page;
  urls: BenchWorld['urls'];
  /** Whether the guest had the preview before joining. */
  isWarm: boolean;
}

/** Milliseconds from the guest's `join()` to the first frame of the other, on either side. */
async function measure(entrant: Entrant, { world, host, guest, urls, isWarm }: Surroundings) {
  const { contestant, iceServers } = entrant;
  const setup = { url: urls[contestant], room: randomUUID(), iceServers };
  await Promise.all([
    createOn(host, world.pagesUrl, contestant, { ...setup, index: 0 }),
    createOn(guest, world.pagesUrl, contestant, { ...setup, index: 1 }),
  ]);
  await prepare(host);
  await join(host);
  if (isWarm) await prepare(guest);
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const [startedAt, onGuest, onHost] = await Promise.all([join(guest), firstFrames(guest, 1), firstFrames(host, 1)]);
  return { onGuest: onGuest - startedAt, onHost: onHost - startedAt };
}

/** noom remembers in its storage the ICE servers of the last time. */
async function rememberServers(world: BenchWorld, page: Page): Promise<void> {
  const setup = { url: world.urls.noom, room: randomUUID(), index: 0, iceServers: null };
  await createOn(page, world.pagesUrl, 'noom', setup);
  await join(page);
}

function toTables(samples: Samples): Table[] {
  const sides = ['guest', 'host'] as const;
  const rowsOf = (camera: 'warm' | 'cold'): string[][] =>
    ENTRANTS.map(({ title, limit }) => [
      title,
      ...sides.flatMap((side) => [
        samples.median(`${title} ${camera} ${side}`).toFixed(0),
        `${samples.ratio(`${title} ${camera} ${side}`, `${limit} ${camera} ${side}`).toFixed(2)}×`,
      ]),
    ]);
  const head = ['', 'joiner, ms', 'ratio', 'host, ms', 'ratio'];
  const trips = ENTRANTS.filter(isAmongFirst).map(({ title }) => [
    title,
    ...sides.map((side) => {
      const addedMs = samples.median(`${title} trips ${side}`) - samples.median(`${title} warm ${side}`);
      return (addedMs / (2 * DELAY_MS)).toFixed(1);
    }),
  ]);
  return [
    { title: 'First remote frame after `join()`, camera open already', head, rows: rowsOf('warm') },
    { title: 'First remote frame after `join()`, camera still to be opened', head, rows: rowsOf('cold') },
    {
      title: 'Round trips to the signaling server until the first remote frame',
      head: ['', 'joiner', 'host'],
      rows: trips,
      note: `Measured: how much later the frame comes when each message takes ${String(DELAY_MS)} ms longer in each direction.`,
    },
  ];
}

function isAmongFirst({ limit }: Entrant): boolean {
  return limit === LIMIT;
}

function rotate<Value>(values: readonly Value[], by: number): Value[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
