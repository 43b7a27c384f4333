import type { BenchOptions } from '../lib/options.js';
import type { BenchResult } from '../lib/readme.js';
import { startWorld, type BenchWorld } from '../lib/world.js';
import type { SamplerPage } from '../pages/sampler.js';
import { step, wait, watchMainThread } from '../ui/crowd-page.js';
import { rowOf } from '../ui/row.js';

const LINKS = 6;
const LOOKS = 50;
/** As often as the page looks. */
const LOOK_S = 2.5;
const GOAL_PERCENT = 0.5;

type SamplerWindow = typeof globalThis & { sampler: SamplerPage };

interface Figures {
  /** Of the main thread, by one look, in milliseconds. */
  readonly lookMs: number;
  /** Of that, what the kit does. */
  readonly readingMs: number;
}

/** What it costs a page to know the quality of each participant. */
export async function benchSampler({ rounds }: BenchOptions): Promise<BenchResult> {
  const world = await startWorld();
  const found: Figures[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      console.error(`sampler: round ${String(round + 1)} of ${String(rounds)}`);
      found.push(await measureRound(world));
    }
  } finally {
    await world.close();
  }
  const row = rowOf(found);
  return {
    name: 'sampler',
    rounds,
    tables: [
      {
        title: `One look at ${String(LINKS)} links`,
        head: ['', 'median', 'most', 'goal'],
        rows: [
          row('main thread, ms', ({ lookMs }) => lookMs, '', 2),
          row('reading and judging, by the clock, ms', ({ readingMs }) => readingMs, '', 2),
          row('main thread, % of a core', ({ lookMs }) => lookMs / LOOK_S / 10, `< ${String(GOAL_PERCENT)}`, 3),
        ],
        note: `Each link has sound and a picture of 320×180 at 15 frames a second both ways. Of the main thread’s processor time in ${String(LOOKS)} looks, ten a second, that of the same page without looks is taken off. Reading is timed by the clock, so that it counts what interrupts it, and includes that the browser makes objects of its statistics, which it does when they are read. The five minutes of a link take 8.6 kB, allocated once.`,
      },
    ],
  };
}

async function measureRound(world: BenchWorld): Promise<Figures> {
  const page = await world.openPage();
  try {
    await page.goto(`${world.pagesUrl}/sampler`);
    const look = (count: number): Promise<number> =>
      step(
        'looks',
        page.evaluate((times) => (globalThis as SamplerWindow).sampler.look(times), count),
      );
    await step(
      'connecting',
      page.evaluate((count) => (globalThis as SamplerWindow).sampler.connect(count), LINKS),
    );
    // What is run for the first time is compiled.
    await look(LOOKS / 5);
    const thread = await watchMainThread(page);
    const startedMs = performance.now();
    const readingMs = await look(LOOKS);
    const durationMs = performance.now() - startedMs;
    const lookingS = await thread.takeSeconds();
    await wait(durationMs);
    const idleS = await thread.takeSeconds();
    return { lookMs: ((lookingS - idleS) * 1000) / LOOKS, readingMs: readingMs / LOOKS };
  } finally {
    await page.browserContext().close();
  }
}
