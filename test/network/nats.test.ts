import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { callBetween, frameRate } from './lab/call.js';
import { IS_LONG, SKIP, useLab } from './lab/lab.js';
import { NAT_KINDS, type NatKind } from './lab/nat-kinds.js';
import { routeBetween, type Route } from './lab/route.js';
import { MeasuredTable, seconds } from './lab/table.js';

/** How two participants reach each other, by the routers of the one in the room (rows) and the newcomer (columns). */
const ROUTES: Readonly<Record<NatKind, Readonly<Record<NatKind, Route>>>> = {
  'full cone': byKind('direct', 'direct', 'direct', 'relay over TCP', 'relay over TLS'),
  cone: byKind('direct', 'direct', 'relay over UDP', 'relay over TCP', 'relay over TLS'),
  symmetric: byKind('direct', 'relay over UDP', 'relay over UDP', 'relay over TCP', 'relay over TLS'),
  'UDP blocked': byKind('relay over TCP', 'relay over TCP', 'relay over TCP', 'relay over TCP', 'relay over TLS'),
  'only TCP 443': byKind('relay over TLS', 'relay over TLS', 'relay over TLS', 'relay over TLS', 'relay over TLS'),
};
const ALL_PAIRS = NAT_KINDS.flatMap((one) => NAT_KINDS.map((other) => [one, other] as const));
/** Every kind, and every route. */
const SOME_PAIRS: typeof ALL_PAIRS = [
  ['cone', 'cone'],
  ['symmetric', 'full cone'],
  ['symmetric', 'symmetric'],
  ['cone', 'UDP blocked'],
  ['only TCP 443', 'UDP blocked'],
];

describe('through routers', { skip: SKIP }, () => {
  const lab = useLab();
  const table = new MeasuredTable('routers', ['In the room', 'Newcomer', 'Way', 'First pictures', 'Frames a second']);
  after(() => table.write());

  for (const pair of IS_LONG ? ALL_PAIRS : SOME_PAIRS) {
    const [one, other] = pair;
    it(`a call between “${one}” and “${other}” is ${ROUTES[one][other]}`, async (t) => {
      lab.setNats(pair);
      const { guests, pictureMs } = await callBetween(lab, t);
      const rate = await frameRate(guests);
      assert.equal(await routeBetween(guests), ROUTES[one][other]);
      table.add(one, other, ROUTES[one][other], seconds(pictureMs), rate.toFixed(0));
    });
  }
});

/** In the order of `NAT_KINDS`. */
function byKind(...[full, cone, symmetric, blocked, only443]: readonly [Route, Route, Route, Route, Route]) {
  return { 'full cone': full, cone, symmetric, 'UDP blocked': blocked, 'only TCP 443': only443 };
}
