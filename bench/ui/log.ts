import type { Table } from '../lib/readme.js';
import type { BenchWorld } from '../lib/world.js';
import { step, watchMainThread, withCrowd, type CrowdWindow } from './crowd-page.js';
import { rowOf } from './row.js';

/** Only the chat is measured: two participants. */
const PEOPLE = 2;
const FEW = 1000;
const MANY = 10_000;
const LONG_FRAME_MS = 50;
const SCROLLED_FRAMES = 240;

/** What a long chat costs. */
export interface LogFigures {
  fewMsEach: number;
  fewLongestTaskMs: number;
  closedMsEach: number;
  manyMsEach: number;
  openMs: number;
  longFrames: number;
  longestFrameMs: number;
}

/** Measures one round. */
export async function measureLog(world: BenchWorld): Promise<LogFigures> {
  return withCrowd(world, PEOPLE, async (page) => {
    const thread = await watchMainThread(page);
    const write = async (count: number): Promise<number> => {
      await thread.takeSeconds();
      await step(
        `${String(count)} messages`,
        page.evaluate((many) => (globalThis as CrowdWindow).crowd.write(many), count),
      );
      return ((await thread.takeSeconds()) * 1000) / count;
    };
    const openChat = (): Promise<void> =>
      step(
        'opening the chat',
        page.evaluate(() => (globalThis as CrowdWindow).crowd.openChat()),
      );
    const closeChat = (): Promise<void> =>
      page.$eval('noom-room', (room) => {
        room.panel = null;
      });
    await openChat();
    await page.evaluate(() => (globalThis as CrowdWindow).crowd.takeLongestTask());
    const fewMsEach = await write(FEW);
    const fewLongestTaskMs = await page.evaluate(() => (globalThis as CrowdWindow).crowd.takeLongestTask());
    await closeChat();
    const closedMsEach = await write(MANY - FEW - FEW);
    await openChat();
    const manyMsEach = await write(FEW);
    await closeChat();
    const openMs = await step(
      'opening the full chat',
      page.evaluate(() => (globalThis as CrowdWindow).crowd.open('chat')),
    );
    await openChat();
    const frames = await step(
      'scrolling',
      page.evaluate((count) => (globalThis as CrowdWindow).crowd.scroll(count), SCROLLED_FRAMES),
    );
    return {
      ...{ fewMsEach, fewLongestTaskMs, closedMsEach, manyMsEach, openMs },
      longFrames: frames.filter((durationMs) => durationMs > LONG_FRAME_MS).length,
      longestFrameMs: Math.max(...frames),
    };
  });
}

/** The table of what was found, round by round. */
export function tableOfLog(found: readonly LogFigures[]): Table {
  const row = rowOf(found);
  return {
    title: 'A chat that is open while 1,000 messages come, closed for 8,000, and open for the last 1,000',
    head: ['', 'median', 'most', 'goal'],
    rows: [
      row('main thread for one of the first 1,000, ms', (each) => each.fewMsEach, '', 2),
      row('longest task meanwhile, ms', (each) => each.fewLongestTaskMs, '< 50'),
      row('main thread for one of the 8,000 while it is closed, ms', (each) => each.closedMsEach, '', 2),
      row('main thread for one of the last 1,000 of 10,000, ms', (each) => each.manyMsEach, '', 2),
      row('opening the chat of 10,000, ms', (each) => each.openMs, '< 100'),
      row(
        `scrolling 10,000 up and down in ${String(SCROLLED_FRAMES)} frames: those over 50 ms`,
        (each) => each.longFrames,
        '0',
      ),
      row('the longest of them, ms', (each) => each.longestFrameMs),
    ],
    note: 'Ten messages come in each frame. 0 ms: no task was longer than 50 ms.',
  };
}
