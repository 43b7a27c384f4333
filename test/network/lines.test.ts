import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { afterwards } from '../harness/afterwards.js';
import { callBetween, frameRate } from './lab/call.js';
import { IS_LONG, SKIP, useLab } from './lab/lab.js';
import { PAIR_FOR, routeBetween, type Route } from './lab/route.js';
import type { LinkQuality } from './lab/slow-link.js';
import { MeasuredTable, seconds } from './lab/table.js';

/** The line of one of the two, both ways, by what it is called in the document. */
const LINES: readonly (readonly [string, Route, LinkQuality])[] = [
  ['a bad wireless network', 'direct', { delayMs: 40, jitterMs: 10, oneLostOf: 20, kbps: 2000 }],
  ['a crowded mobile cell', 'direct', { delayMs: 60, jitterMs: 20, kbps: 250 }],
  ['another continent', 'direct', { delayMs: 150, jitterMs: 15, oneLostOf: 100 }],
  ['a bad wireless network', 'relay over TLS', { delayMs: 40, jitterMs: 10, oneLostOf: 50, kbps: 2000 }],
];

describe('over bad lines', { skip: SKIP }, () => {
  const lab = useLab();
  const table = new MeasuredTable('lines', ['Line', 'One way', 'Lost', 'Way', 'First pictures', 'Frames a second']);
  after(() => table.write());

  for (const [name, route, quality] of IS_LONG ? LINES : LINES.slice(0, 1)) {
    it(`a call over ${name} has pictures, ${route}`, async (t) => {
      lab.setNats(PAIR_FOR[route]);
      afterwards(t, await lab.network.a.setLine(quality));
      const { guests, pictureMs } = await callBetween(lab, t);
      const rate = await frameRate(guests);
      assert.equal(await routeBetween(guests), route);
      table.add(name, ...describeLine(quality), route, seconds(pictureMs), rate.toFixed(0));
    });
  }
});

function describeLine({ delayMs, jitterMs = 0, oneLostOf, kbps }: LinkQuality): [string, string] {
  const rate = kbps === undefined ? '' : `, ${String(kbps)} kbit/s`;
  return [`${delayMs} ± ${jitterMs} ms${rate}`, oneLostOf === undefined ? '' : `${(100 / oneLostOf).toFixed(0)} %`];
}
