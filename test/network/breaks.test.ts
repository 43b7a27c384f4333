import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { afterwards } from '../harness/afterwards.js';
import { callBetween, stopwatch, watchEachOther } from './lab/call.js';
import { IS_LONG, SKIP, useLab } from './lab/lab.js';
import { PAIR_FOR, routeBetween, type Route } from './lab/route.js';
import { MeasuredTable, seconds } from './lab/table.js';

/** How long nothing passes, and how soon after that there are to be pictures again. A test gives ten times that. */
const BREAKS: readonly { route: Route; breakMs: number; goalMs: number }[] = [
  { route: 'direct', breakMs: 20_000, goalMs: 1500 },
  { route: 'direct', breakMs: 5000, goalMs: 1500 },
  { route: 'direct', breakMs: 40_000, goalMs: 4000 },
  { route: 'relay over UDP', breakMs: 20_000, goalMs: 1500 },
  { route: 'relay over TLS', breakMs: 20_000, goalMs: 1500 },
];
const PATIENCE = 10;

describe('after a break', { skip: SKIP }, () => {
  const lab = useLab();
  const table = new MeasuredTable('breaks', ['What happened', 'Way before', 'Way after', 'Pictures again after']);
  after(() => table.write());

  for (const { route, breakMs, goalMs } of IS_LONG ? BREAKS : BREAKS.slice(0, 1)) {
    const what = `nothing passed for ${String(breakMs / 1000)} s`;
    it(`pictures come back where ${what}, ${route}`, async (t) => {
      lab.setNats(PAIR_FOR[route]);
      const { guests } = await callBetween(lab, t);
      const { a } = lab.network;
      afterwards(t, () => {
        a.mend();
      });
      a.cut();
      await delay(breakMs);
      a.mend();
      const elapsedMs = stopwatch();
      await watchEachOther(guests, 2);
      const healedMs = elapsedMs();
      table.add(what, route, (await routeBetween(guests)) ?? '', seconds(healedMs));
      assert(healedMs < PATIENCE * goalMs, `It took ${seconds(healedMs)}.`);
    });
  }

  if (!IS_LONG) return;
  it('a call goes on over TCP where a router begins to drop UDP', async (t) => {
    lab.setNats(['cone', 'cone']);
    const { guests } = await callBetween(lab, t);
    assert.equal(await routeBetween(guests), 'direct');
    lab.setNats(['UDP blocked', 'cone']);
    const elapsedMs = stopwatch();
    // Some pictures are still under way.
    while ((await routeBetween(guests)) !== 'relay over TCP') await delay(50);
    await watchEachOther(guests, 2);
    table.add('the router drops UDP from now on', 'direct', 'relay over TCP', seconds(elapsedMs()));
  });
});
