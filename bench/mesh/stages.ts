import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as settle } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { MissingRequirement, type BenchOptions } from '../lib/options.js';
import { processorSeconds } from '../lib/processor-time.js';
import type { BenchResult, Table } from '../lib/readme.js';
import { Attempts, within } from '../lib/repeat-hangs.js';
import { Samples } from '../lib/statistics.js';
import { createOn, join, prepare, startWorld, type BenchWorld } from '../lib/world.js';
import type { Traffic } from '../pages/connections.js';
import type { BenchPage } from '../pages/harness.js';

const SIZES = [4, 8, 10] as const;
const VIDEO: MediaTrackConstraints = { width: 640, height: 360, frameRate: 30 };
const TITLES = { bare: 'bare mesh', noom: 'noom', 'noom-once': 'noom, `encode-once`' } as const;
type Entrant = keyof typeof TITLES;
const ENTRANTS = Object.keys(TITLES) as Entrant[];

/** Long enough for what adapts: the kit takes a step down, or up, after some seconds each. */
const SETTLING_MS = 20_000;
const WINDOW_MS = 5000;
/** Until each has a picture of each other one; ten pages on two cores take long. */
const CONNECTING_MS = 60_000;
const LIMIT_MS = CONNECTING_MS + SETTLING_MS + WINDOW_MS + 60_000;

/** What a call costs where each page draws all others on a stage, more and more of them. */
export async function benchStages({ rounds }: BenchOptions): Promise<BenchResult> {
  if (!existsSync('/proc/self/stat'))
    throw new MissingRequirement('Processor time is read from /proc, which only Linux has.');
  const world = await startWorld();
  const [samples, attempts] = [new Samples(), new Attempts()];
  try {
    for (let round = 0; round < rounds; round += 1) {
      console.error(`stages: round ${String(round + 1)} of ${String(rounds)}`);
      for (const size of SIZES) {
        for (let turn = 0; turn < ENTRANTS.length; turn += 1) {
          const entrant = ENTRANTS[(round + turn) % ENTRANTS.length] ?? 'bare';
          const figures = await attempts.run(`${TITLES[entrant]}, ${String(size)} participants`, () =>
            measure(world, entrant, size),
          );
          for (const [what, value] of Object.entries(figures ?? {}))
            samples.add(`${entrant} ${String(size)} ${what}`, value);
        }
      }
    }
    return { name: 'stages', rounds, tables: SIZES.map((size) => toTable(samples, attempts, size)) };
  } finally {
    await world.close();
  }
}

type Figures = Readonly<Record<string, number>>;

async function measure(world: BenchWorld, entrant: Entrant, size: number): Promise<Figures> {
  const pages: Page[] = [];
  try {
    return await within(LIMIT_MS, begin());
  } finally {
    await Promise.all(pages.map((page) => page.browserContext().close()));
  }

  async function begin(): Promise<Figures> {
    while (pages.length < size) pages.push(await world.openPage());
    const setup = { url: world.urls[entrant], room: randomUUID(), iceServers: [], video: VIDEO, staged: size };
    await Promise.all(pages.map((page, index) => createOn(page, world.pagesUrl, entrant, { ...setup, index })));
    await Promise.all(pages.map(prepare));
    await Promise.all(pages.map(join));
    await allSeen(pages);
    await settle(SETTLING_MS);
    const pid = world.browser.browser.process()?.pid ?? 0;
    const before = { ...(await trafficOf(pages)), seconds: processorSeconds(pid), at: performance.now() };
    await settle(WINDOW_MS);
    const seconds = processorSeconds(pid) - before.seconds;
    const elapsedS = (performance.now() - before.at) / 1000;
    const after = await trafficOf(pages);
    const shown = after.frames - before.frames;
    return {
      pictureMs: (seconds * 1000) / shown,
      perSecond: shown / seconds,
      cores: seconds / elapsedS,
      uplinkKbps: ((after.sentBytes - before.sentBytes) * 8) / 1000 / elapsedS / size,
      fps: shown / elapsedS / (size * (size - 1)),
      seen: (after.cameras / (size * (size - 1))) * 100,
      gaps: ((after.concealed - before.concealed) / (after.samples - before.samples)) * 100,
    };
  }
}

/** Until each has a picture of each other one, or the time is over: a machine that is too slow never gets there. */
async function allSeen(pages: readonly Page[]): Promise<void> {
  const wanted = pages.length * (pages.length - 1);
  const deadline = performance.now() + CONNECTING_MS;
  while ((await trafficOf(pages)).cameras < wanted && performance.now() < deadline) {
    await settle(1000);
  }
}

async function trafficOf(pages: readonly Page[]): Promise<Traffic> {
  const all = await Promise.all(
    pages.map((page) => page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.traffic())),
  );
  const sum = (what: keyof Traffic): number => all.reduce((total, each) => total + each[what], 0);
  return {
    sentBytes: sum('sentBytes'),
    frames: sum('frames'),
    cameras: sum('cameras'),
    samples: sum('samples'),
    concealed: sum('concealed'),
  };
}

/** Of the goals only those that this size has. */
const GOALS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  4: { pictureMs: '≤ 0.6×, once ≤ 0.5×' },
  8: { perSecond: '≥ 2×', uplinkKbps: '≤ 0.5×' },
};

function toTable(samples: Samples, attempts: Attempts, size: number): Table {
  const row = (title: string, what: string, digits: number): string[] => [
    title,
    ...ENTRANTS.flatMap((name) => {
      const figure = samples.median(`${name} ${String(size)} ${what}`).toFixed(digits);
      if (name === 'bare') return [figure];
      return [
        figure,
        `${samples.ratio(`${name} ${String(size)} ${what}`, `bare ${String(size)} ${what}`).toFixed(2)}×`,
      ];
    }),
    GOALS[size]?.[what] ?? '',
  ];
  return {
    title: `${String(size)} participants, cameras of 640×360 at 30 pictures a second, each page with a stage of 1280×720`,
    head: ['', ...ENTRANTS.flatMap((name) => [TITLES[name], ...(name === 'bare' ? [] : ['ratio'])]), 'goal'],
    rows: [
      row('processor time, ms a delivered picture', 'pictureMs', 1),
      row('pictures a second of processor time', 'perSecond', 0),
      row('cores in use', 'cores', 2),
      row('uplink of a page, kbit/s', 'uplinkKbps', 0),
      row('pictures a second of each camera', 'fps', 1),
      row('cameras of which there is a picture, %', 'seen', 0),
      row('sound made up where it was missing, %', 'gaps', 2),
    ],
    note: size === SIZES.at(-1) ? attempts.told : undefined,
  };
}
