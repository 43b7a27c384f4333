import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { MissingRequirement, type BenchOptions } from '../lib/options.js';
import type { BenchResult, Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { createOn, firstFrames, frames, join, prepare, startWorld, type BenchWorld } from '../lib/world.js';
import type { ContestantName } from '../pages/harness.js';
import { processorSeconds } from '../lib/processor-time.js';

const SIZES = [2, 3, 4, 6] as const;
const VIDEO: MediaTrackConstraints = { width: 320, height: 180, frameRate: 15 };
/** Cameras of which the codec is most of what a call costs. */
const LARGE = { size: 4, video: { width: 640, height: 360, frameRate: 15 } } as const;
const TITLES = {
  bare: 'bare mesh',
  noom: 'noom',
  'noom-once': 'noom, encode-once',
  peerjs: 'PeerJS',
} satisfies Partial<Record<ContestantName, string>>;
type Measured = keyof typeof TITLES;
const CONTESTANTS: readonly Measured[] = ['bare', 'noom', 'peerjs'];
const CONTESTANTS_ONCE: readonly Measured[] = ['bare', 'noom', 'noom-once', 'peerjs'];
/** Long enough for the encoders to find their bitrate, and for the code to be compiled. */
const SETTLING_MS = 3000;
const WINDOW_MS = 4000;

/** What a small room costs one browser, and how soon all participants see each other. */
export async function benchMesh({ rounds, isOnce }: BenchOptions): Promise<BenchResult> {
  const contestants = isOnce ? CONTESTANTS_ONCE : CONTESTANTS;
  if (!existsSync('/proc/self/stat'))
    throw new MissingRequirement('Processor time is read from /proc, which only Linux has.');
  const world = await startWorld();
  try {
    const samples = new Samples();
    for (let round = 0; round < rounds; round += 1) {
      console.error(`mesh: round ${String(round + 1)} of ${String(rounds)}`);
      for (const size of SIZES) {
        for (let turn = 0; turn < contestants.length; turn += 1) {
          const contestant = contestants[(round + turn) % contestants.length] ?? 'bare';
          const figures = await measure(world, contestant, size, VIDEO);
          for (const [what, value] of Object.entries(figures))
            samples.add(`${contestant} ${String(size)} ${what}`, value);
        }
      }
      for (let turn = 0; turn < contestants.length; turn += 1) {
        const contestant = contestants[(round + turn) % contestants.length] ?? 'bare';
        const figures = await measure(world, contestant, LARGE.size, LARGE.video);
        for (const [what, value] of Object.entries(figures)) samples.add(`${contestant} large ${what}`, value);
      }
    }
    return {
      name: 'mesh',
      rounds,
      tables: [
        toTable(samples, contestants, 'cores', 'Processor time, cores in use', 2),
        toTable(
          samples,
          contestants,
          'connectedMs',
          'From joining all at once until each participant has a picture of each other one, ms',
          0,
        ),
        toTable(samples, contestants, 'fps', 'Frames a second of each picture received', 1),
        toLargeTable(samples, contestants),
      ],
    };
  } finally {
    await world.close();
  }
}

/**
 * A room of so many participants, all in windows of one browser, who join at the same moment with their cameras open.
 */
async function measure(world: BenchWorld, contestant: ContestantName, size: number, video: MediaTrackConstraints) {
  const pages: Page[] = [];
  try {
    while (pages.length < size) pages.push(await world.openPage());
    const setup = { url: world.urls[contestant], room: randomUUID(), iceServers: [], video };
    await Promise.all(pages.map((page, index) => createOn(page, world.pagesUrl, contestant, { ...setup, index })));
    await Promise.all(pages.map(prepare));
    await settle(1000);
    const seen = Promise.all(pages.map((page) => firstFrames(page, size - 1)));
    const startedAt = Math.min(...(await Promise.all(pages.map(join))));
    const connectedMs = Math.max(...(await seen)) - startedAt;
    await settle(SETTLING_MS);
    const pid = world.browser.browser.process()?.pid ?? 0;
    const before = { frames: await countFrames(pages), seconds: processorSeconds(pid), at: performance.now() };
    await settle(WINDOW_MS);
    const seconds = processorSeconds(pid) - before.seconds;
    const elapsedS = (performance.now() - before.at) / 1000;
    const shown = (await countFrames(pages)) - before.frames;
    return {
      connectedMs,
      cores: seconds / elapsedS,
      fps: shown / elapsedS / (size * (size - 1)),
      pictureMs: (seconds * 1000) / shown,
    };
  } finally {
    await Promise.all(pages.map((page) => page.browserContext().close()));
  }
}

async function countFrames(pages: readonly Page[]): Promise<number> {
  return (await Promise.all(pages.map(frames))).reduce((sum, count) => sum + count, 0);
}

function settle(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function toTable(
  samples: Samples,
  contestants: readonly Measured[],
  what: string,
  title: string,
  digits: number,
): Table {
  return {
    title,
    head: ['participants', ...contestants.flatMap((name) => [TITLES[name], ...(name === 'bare' ? [] : ['ratio'])])],
    rows: SIZES.map((size) => [
      String(size),
      ...contestants.flatMap((name) => {
        const figure = samples.median(`${name} ${String(size)} ${what}`).toFixed(digits);
        const ratio = samples.ratio(`${name} ${String(size)} ${what}`, `bare ${String(size)} ${what}`);
        return [figure, ...(name === 'bare' ? [] : [`${ratio.toFixed(2)}×`])];
      }),
    ]),
  };
}

/** What a picture costs that is delivered: also comparable where the machine is too slow for all of them. */
function toLargeTable(samples: Samples, contestants: readonly Measured[]): Table {
  const row = (title: string, what: string, digits: number): string[] => [
    title,
    ...contestants.flatMap((name) => {
      const figure = samples.median(`${name} large ${what}`).toFixed(digits);
      const ratio = samples.ratio(`${name} large ${what}`, `bare large ${what}`);
      return [figure, ...(name === 'bare' ? [] : [`${ratio.toFixed(2)}×`])];
    }),
  ];
  return {
    title: 'Four participants with cameras of 640×360',
    head: ['', ...contestants.flatMap((name) => [TITLES[name], ...(name === 'bare' ? [] : ['ratio'])])],
    rows: [
      row('processor time, ms a delivered picture', 'pictureMs', 1),
      row('processor time, cores in use', 'cores', 2),
      row('frames a second of each picture', 'fps', 1),
    ],
  };
}
