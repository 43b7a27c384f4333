import type { Page } from 'puppeteer-core';
import type { Table } from '../lib/readme.js';
import type { BenchWorld } from '../lib/world.js';
import { step, wait, watchMainThread, withCrowd, withCrowdPage, type CrowdWindow } from './crowd-page.js';
import { rowOf } from './row.js';

/** The participants, with the local one. */
const PEOPLE = 25;
const GOALS = { percentOver: 5, longestTaskMs: 50 };
/** Until everything that is fetched ahead has come, and everyone is drawn. */
const SETTLING_MS = 4000;
const WATCHING_MS = 8000;

/** What a full room costs the page. */
export interface CrowdFigures {
  /** Of a core. */
  videosPercent: number;
  murmurPercent: number;
  turnsPercent: number;
  /** Of tiles, a second. */
  murmurUpdates: number;
  turnsUpdates: number;
  needlessUpdates: number;
  longestTaskMs: number;
}

/** Measures one round. */
export async function measureCrowd(world: BenchWorld, isBareFirst: boolean): Promise<CrowdFigures> {
  const before = isBareFirst ? await measureVideos(world) : null;
  const room = await withCrowd(world, PEOPLE, async (page) => {
    await wait(SETTLING_MS);
    const murmur = await watchRoom(page, 'nobody');
    const turns = await watchRoom(page, 'turns');
    return {
      murmurPercent: murmur.percent,
      turnsPercent: turns.percent,
      murmurUpdates: murmur.updates,
      turnsUpdates: turns.updates,
      needlessUpdates: murmur.needless + turns.needless,
      longestTaskMs: Math.max(murmur.longestTaskMs, turns.longestTaskMs),
    };
  });
  return { ...room, videosPercent: before ?? (await measureVideos(world)) };
}

/** The table of what was found, round by round. */
export function tableOfCrowd(found: readonly CrowdFigures[]): Table {
  const row = rowOf(found);
  const goal = `< ${String(GOALS.percentOver)}`;
  return {
    title: `${String(PEOPLE)} participants whose levels change ten times a second`,
    head: ['', 'median', 'most', 'goal'],
    rows: [
      row('main thread, the same videos in an empty page, % of a core', (each) => each.videosPercent, '', 1),
      row('over that, while nobody speaks', (each) => each.murmurPercent - each.videosPercent, goal, 1),
      row('over that, while one after the other speaks', (each) => each.turnsPercent - each.videosPercent, goal, 1),
      row('updates of tiles a second, while nobody speaks', (each) => each.murmurUpdates, '0', 1),
      row('the same, while one after the other speaks', (each) => each.turnsUpdates, '', 1),
      row('updates of tiles whose facts were the same', (each) => each.needlessUpdates, '0'),
      row('longest task, ms', (each) => each.longestTaskMs, `< ${String(GOALS.longestTaskMs)}`),
    ],
    note: 'Every tile shows a camera of 320×180 at 15 frames a second, and every microphone is played; nothing is decoded in either page. Each speaks for a second. 0 ms: no task was longer than 50 ms.',
  };
}

async function measureVideos(world: BenchWorld): Promise<number> {
  return withCrowdPage(world, async (page) => {
    await step(
      'the videos alone',
      page.evaluate((count) => (globalThis as CrowdWindow).crowd.showVideos(count), PEOPLE),
    );
    await wait(SETTLING_MS);
    return percentWhile(page, () => wait(WATCHING_MS));
  });
}

async function watchRoom(
  page: Page,
  who: 'nobody' | 'turns',
): Promise<{ percent: number; updates: number; needless: number; longestTaskMs: number }> {
  await page.evaluate((speakers) => {
    const { crowd } = globalThis as CrowdWindow;
    crowd.speak(speakers);
    crowd.takeUpdates();
    crowd.takeLongestTask();
  }, who);
  const percent = await percentWhile(page, () => wait(WATCHING_MS));
  const { byTag, needless, longestTaskMs } = await page.evaluate(() => {
    const { crowd } = globalThis as CrowdWindow;
    return { ...crowd.takeUpdates(), longestTaskMs: crowd.takeLongestTask() };
  });
  return { percent, updates: ((byTag['noom-video'] ?? 0) * 1000) / WATCHING_MS, needless, longestTaskMs };
}

async function percentWhile(page: Page, work: () => Promise<void>): Promise<number> {
  const thread = await watchMainThread(page);
  const startedMs = performance.now();
  await work();
  return (await thread.takeSeconds()) / ((performance.now() - startedMs) / 100_000);
}
