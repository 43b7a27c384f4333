import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { IS_LONG } from '../harness/long-run.js';
import { countLive, type LiveCounts } from './count-live.js';
import { SCENES, setScenes, type LeakPage, type SceneName } from './leak-scenes.js';
import { SLOW_CAMERAS, useWorld } from './world.js';

/** How often each scene is played after its first turn; in five turns a room is removed at each of its moments. */
const TURNS = IS_LONG ? 100 : 5;
/** Until then the engine still compiles, and keeps what it learns: the heap, which is printed, grows by that. */
const WARM_UP = IS_LONG ? 30 : 0;

/** A hundred turns of two joins take less than a minute. */
const world = useWorld(undefined, { NOOM_LIMIT_JOINS_PER_MINUTE: '10000', NOOM_LIMIT_SOCKETS_PER_MINUTE: '10000' });

async function play(page: Page, scene: SceneName, turn: number): Promise<void> {
  // By the protocol, each evaluation counts as a press of the user, which a screen needs.
  await page.evaluate(
    (name, room, count) => (window as unknown as LeakPage).scenes[name](room, count),
    scene,
    randomUUID(),
    turn,
  );
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

async function heap(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  // Twice: what finalizers of the first let go of is collected by the second.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

test('joins, guests, cameras, screens, files and removed rooms leave nothing open', async (t) => {
  const { page } = await world.open(t, 'headless', {}, SLOW_CAMERAS);
  // The compiler of these tests names functions by it.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.evaluateOnNewDocument(countLive);
  await page.reload();
  await page.evaluate(setScenes);
  const faults: string[] = [];
  for (const scene of SCENES) {
    await play(page, scene, 0);
    const before = await left(page);
    for (let turn = 1; turn <= WARM_UP; turn += 1) await play(page, scene, turn);
    await left(page, before);
    const heapBefore = await heap(page);
    for (let turn = 0; turn < TURNS; turn += 1) await play(page, scene, turn);
    const after = await left(page, before);
    const heapAfter = await heap(page);
    t.diagnostic(`${scene}: ${JSON.stringify(after)}, heap ${String(heapBefore)} to ${String(heapAfter)} bytes`);
    for (const [kind, count] of Object.entries(after)) {
      const most = kind === 'listeners' ? before.listeners : 0;
      if (count > most) faults.push(`${scene}: ${String(count)} ${kind} are left`);
    }
  }
  assert.deepEqual(faults, []);
});
