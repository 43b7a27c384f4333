import { randomUUID } from 'node:crypto';
import { setTimeout as settle } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { Line } from '../../test/e2e/line.js';
import { LossyPath } from '../../test/e2e/lossy-path.js';
import type { BenchOptions } from '../lib/options.js';
import type { BenchResult, Table } from '../lib/readme.js';
import { Attempts, within } from '../lib/repeat-hangs.js';
import { median, Samples } from '../lib/statistics.js';
import {
  createOn,
  firstFrames,
  frameAfter,
  frameTimes,
  join,
  prepare,
  recordFrames,
  startWorld,
  type BenchWorld,
} from '../lib/world.js';

const TITLES = { bare: 'bare pair', noom: 'noom', peerjs: 'PeerJS' } as const;
type Entrant = keyof typeof TITLES;
const ENTRANTS = Object.keys(TITLES) as Entrant[];

/** Small, so that the three calls at a time leave the machine enough. */
const VIDEO: MediaTrackConstraints = { width: 320, height: 180, frameRate: 15 };
const SETTLING_MS = 2000;
const OUTAGE_MS = 5000;
const BREAKS_MS = [20_000, 40_000] as const;
/** What is not back by then is not coming back: ICE gives up after 15 s. */
const PATIENCE_MS = 20_000;
/** For everything else that a round does. */
const SLACK_MS = 30_000;

/**
 * What becomes of a call of two that loses its server, or its path, for a while. All contestants go through each scene
 * at the same time, as most of it is waiting, and disturbances of the machine hit all alike.
 */
export async function benchSurvive({ rounds }: BenchOptions): Promise<BenchResult> {
  const world = await startWorld();
  const [samples, attempts] = [new Samples(), new Attempts()];
  try {
    for (let round = 0; round < rounds; round += 1) {
      console.error(`survive: round ${String(round + 1)} of ${String(rounds)}`);
      for (const [scene, { play, lastsMs }] of Object.entries(SCENES)) {
        const all = ENTRANTS.map(async (entrant) => {
          const name = `${TITLES[entrant]}, ${scene}`;
          const limitMs = lastsMs + PATIENCE_MS + SLACK_MS;
          const figures = await attempts.run(name, () => withCall(world, entrant, limitMs, play));
          for (const [what, value] of Object.entries(figures ?? {})) samples.add(`${entrant} ${what}`, value);
        });
        await Promise.all(all);
      }
    }
    return { name: 'survive', rounds, tables: toTables(samples, attempts) };
  } finally {
    await world.close();
  }
}

/** By what is measured; `Infinity` where it did not happen. */
type Figures = Readonly<Record<string, number>>;

interface Scene {
  readonly lastsMs: number;
  readonly play: (call: SurvivingCall) => Promise<Figures>;
}

const SCENES: Readonly<Record<string, Scene>> = {
  'signaling outage': { lastsMs: 2 * OUTAGE_MS, play: loseServer },
  ...Object.fromEntries(
    BREAKS_MS.map((lastsMs) => [
      `path break of ${String(lastsMs / 1000)} s`,
      { lastsMs, play: (call) => losePath(call, lastsMs) } satisfies Scene,
    ]),
  ),
  'join during an outage': { lastsMs: OUTAGE_MS, play: joinMeanwhile },
};

/** A call of two: the host's line to the server and the path between both can be broken. */
interface SurvivingCall {
  readonly host: Page;
  readonly guest: Page;
  /** That of the host, and that of the guest. */
  readonly lines: readonly [Line, Line];
  readonly path: LossyPath;
}

async function withCall(
  world: BenchWorld,
  contestant: Entrant,
  limitMs: number,
  play: (call: SurvivingCall) => Promise<Figures>,
): Promise<Figures> {
  const lines = [new Line(new URL(world.urls[contestant])), new Line(new URL(world.urls[contestant]))] as const;
  const path = new LossyPath();
  const pages = [await world.openPage(), await world.openPage()] as const;
  try {
    return await within(limitMs, begin());
  } finally {
    await Promise.all(pages.map((page) => page.browserContext().close()));
    for (const line of lines) line.close();
    path.close();
  }

  async function begin(): Promise<Figures> {
    const [host, guest] = pages;
    const room = randomUUID();
    for (const [index, page] of pages.entries()) {
      const line = lines[index === 0 ? 0 : 1];
      await line.open();
      await path.lead({ page });
      await page.evaluateOnNewDocument(LossyPath.script);
      const setup = { url: line.url, room, iceServers: [], video: VIDEO, index };
      await createOn(page, world.pagesUrl, contestant, setup);
      await recordFrames(page);
      await prepare(page);
    }
    await join(host);
    return await play({ host, guest, lines, path });
  }
}

/** Neither side reaches the server for a while. */
async function loseServer(call: SurvivingCall): Promise<Figures> {
  await connect(call);
  const startAt = Date.now();
  await settle(OUTAGE_MS);
  const cutAt = Date.now();
  for (const line of call.lines) line.cut();
  await settle(OUTAGE_MS);
  const mendAt = Date.now();
  for (const line of call.lines) line.mend();
  const times = await frameTimes(call.guest);
  const between = (from: number, to: number): number[] => times.filter((time) => time >= from && time < to);
  return {
    before: between(startAt, cutAt).length,
    during: between(cutAt, mendAt).length,
    pause: longestPause([cutAt, ...between(cutAt, mendAt), mendAt]),
  };
}

/** Nothing passes between the two, whatever path they try; both reach the server. */
async function losePath(call: SurvivingCall, breakMs: number): Promise<Figures> {
  await connect(call);
  call.path.lostShare = 1;
  await settle(breakMs);
  call.path.lostShare = 0;
  return { [`break ${String(breakMs)}`]: await bothShowAfter(call) };
}

/** The guest joins while the host does not reach the server. */
async function joinMeanwhile(call: SurvivingCall): Promise<Figures> {
  await settle(SETTLING_MS);
  call.lines[0].cut();
  await settle(OUTAGE_MS / 2);
  // It may wait for the host, and then ends with the page.
  join(call.guest).catch(() => undefined);
  await settle(OUTAGE_MS / 2);
  call.lines[0].mend();
  return { join: await bothShowAfter(call) };
}

/** The guest joins, and both have pictures for long enough to be as they stay. */
async function connect({ host, guest }: SurvivingCall): Promise<void> {
  await join(guest);
  await Promise.all([firstFrames(host, 1), firstFrames(guest, 1)]);
  await settle(SETTLING_MS);
}

/** How long it takes from now until both pages present a frame of the other. */
async function bothShowAfter({ host, guest }: SurvivingCall): Promise<number> {
  const now = Date.now();
  const shown = Promise.all([host, guest].map((page) => frameAfter(page, now)));
  // A page that shows none is closed meanwhile.
  shown.catch(() => undefined);
  const times = await Promise.race([shown, settle(PATIENCE_MS, [Infinity])]);
  return Math.max(...times) - now;
}

function longestPause(times: readonly number[]): number {
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}

function toTables(samples: Samples, attempts: Attempts): Table[] {
  const rows = (cells: (entrant: Entrant) => readonly string[]): string[][] =>
    ENTRANTS.map((entrant) => [TITLES[entrant], ...cells(entrant)]);
  const middle = (entrant: Entrant, what: string): string => samples.median(`${entrant} ${what}`).toFixed(0);
  return [
    {
      title: 'Five seconds without the server, in a call',
      head: ['', 'frames in the 5 s before', 'frames meanwhile', 'longest pause, ms'],
      rows: rows((entrant) => ['before', 'during', 'pause'].map((what) => middle(entrant, what))),
    },
    {
      title: 'Moving pictures at both, ms after…',
      head: [
        '',
        ...BREAKS_MS.map((breakMs) => `…a path break of ${String(breakMs / 1000)} s`),
        '…the host of a newcomer is back',
      ],
      rows: rows((entrant) =>
        [...BREAKS_MS.map((breakMs) => `break ${String(breakMs)}`), 'join'].map((what) =>
          told(samples.of(`${entrant} ${what}`)),
        ),
      ),
      note: `“Never” is not within ${String(PATIENCE_MS / 1000)} s; a median is of the rounds in which they came. ${attempts.told}`,
    },
  ];
}

/** The median of those that came, and how many did not. */
function told(values: readonly number[]): string {
  const came = values.filter(Number.isFinite);
  const never = values.length - came.length;
  if (came.length === 0) return 'never';
  return `${median(came).toFixed(0)}${never > 0 ? ` (never: ${String(never)} of ${String(values.length)})` : ''}`;
}
