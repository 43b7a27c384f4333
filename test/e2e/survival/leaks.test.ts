import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import type { CDPSession, Page } from 'puppeteer-core';
import { IS_LONG } from '../../harness/long-run.js';
import { countLive, type LiveCounts } from './count-live.js';
import { keepClosed } from '../keep-closed.js';
import { SCENES, setScenes, type LeakPage, type SceneName } from './leak-scenes.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

/** How often each scene is played after its first turn; in five turns a room is removed at each of its moments. */
const TURNS = IS_LONG ? 100 : 5;
/** Until then the engine still learns what it is to expect where, and keeps that: the heap grows by it. */
const WARM_UP = IS_LONG ? 30 : 0;
/** By how much the heap may be larger after the turns. */
const MAX_HEAP_GROWTH = 0.1;
/** Within this time everything is closed and collected; Chromium keeps a captured stream for 8 s. */
const PATIENCE_MS = 20_000;
/** Optimized code takes more of the heap for as long as functions get hot: that is no object of a call. */
const UNOPTIMIZED = {
  launch: { args: [...(SLOW_CAMERAS.launch?.args ?? []), '--js-flags=--no-opt,--no-maglev,--no-sparkplug'] },
};

/** A hundred turns of two joins take less than a minute. */
const world = useWorld(undefined, { NOOM_LIMIT_JOINS_PER_MINUTE: '10000', NOOM_LIMIT_SOCKETS_PER_MINUTE: '10000' });

/** A page with the scenes; `script` runs in it before anything else. */
async function openScenes(t: TestContext, script: () => void): Promise<Page> {
  const { page } = await world.open(t, 'headless', {}, UNOPTIMIZED);
  // The compiler of these tests names functions by it.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.evaluateOnNewDocument(script);
  await page.reload();
  await page.evaluate(setScenes);
  return page;
}

async function play(page: Page, scene: SceneName, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    // By the protocol, each evaluation counts as a press of the user, which a screen needs.
    await page.evaluate(
      (name, room, count) => (window as unknown as LeakPage).scenes[name](room, count),
      scene,
      randomUUID(),
      turn,
    );
  }
}

/** What is open once no more of it closes: as little as `before`, or what there is after 10 s. */
async function left(page: Page, before?: LiveCounts): Promise<LiveCounts> {
  return page.evaluate(async (least) => {
    const { countLive: count } = window as unknown as { countLive: () => LiveCounts };
    const end = performance.now() + 10_000;
    // Some listeners stay in a page that is idle: how many is not known yet the first time.
    const most = least ?? { listeners: Infinity };
    const isMore = (): boolean =>
      Object.entries(count()).some(
        ([kind, each]) => each > ((most as Partial<LiveCounts>)[kind as keyof LiveCounts] ?? 0),
      );
    while (isMore() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    return count();
  }, before);
}

/** Collects garbage until `measure` gives no more than `most`, or for as long as that may take; returns the last result. */
async function collected(session: CDPSession, most: number, measure: () => Promise<number>): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    await session.send('HeapProfiler.collectGarbage');
    const result = await measure();
    if (result <= most || performance.now() > end) return result;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function heapBytes(session: CDPSession): Promise<number> {
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

test('joins, guests, cameras, screens, files and removed rooms leave nothing open', async (t) => {
  const page = await openScenes(t, countLive);
  const session = await page.createCDPSession();
  const faults: string[] = [];
  for (const scene of SCENES) {
    await play(page, scene, 1);
    const before = await left(page);
    await play(page, scene, WARM_UP);
    await left(page, before);
    // For as long as that may take: what is collected later would hide as much growth.
    const heapBefore = IS_LONG ? await collected(session, 0, () => heapBytes(session)) : Infinity;
    await play(page, scene, TURNS);
    const after = await left(page, before);
    const mostBytes = heapBefore * (1 + MAX_HEAP_GROWTH);
    const heapAfter = await collected(session, mostBytes, () => heapBytes(session));
    t.diagnostic(`${scene}: ${JSON.stringify(after)}, heap ${String(heapBefore)} to ${String(heapAfter)} bytes`);
    for (const [kind, count] of Object.entries(after)) {
      const most = kind === 'listeners' ? before.listeners : 0;
      if (count > most) faults.push(`${scene}: ${String(count)} ${kind} are left`);
    }
    if (heapAfter > mostBytes)
      faults.push(`${scene}: the heap grew from ${String(heapBefore)} to ${String(heapAfter)}`);
  }
  assert.deepEqual(faults, []);
});

test('a closed connection or an ended track that is kept keeps neither its call nor its room', async (t) => {
  const page = await openScenes(t, keepClosed);
  const session = await page.createCDPSession();
  for (const scene of SCENES) {
    await play(page, scene, 5);
    const alive = (): Promise<number> =>
      page.evaluate(() => {
        const { made } = window as unknown as LeakPage;
        return made.filter((each) => each.deref() !== undefined).length;
      });
    assert.equal(await collected(session, 0, alive), 0, scene);
  }
});
