import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterwards } from '../harness/afterwards.js';
import { REFUSAL_CODES } from '../harness/server/refusal-codes.js';
import { WireClient, type WireAck } from '../harness/server/wire-client.js';
import { REPLAYING, checkProperty } from './check-property.js';
import { FuzzWorld, type Ground } from './fuzz-world.js';
import { REQUEST_NAMES, payloadsOf } from './payloads.js';

const FLOODS = 12;

interface Flood {
  name: string;
  json: string;
  times: number;
  isSeated: boolean;
}

/** Sends the same request repeatedly without waiting for an answer, and returns all answers. */
async function flood({ server }: Ground, { name, json, times, isSeated }: Flood): Promise<WireAck[]> {
  const client = await WireClient.connect(server.url);
  if (isSeated) await client.join(`flood ${randomUUID()}`, 'Mallory');
  const ids = Array.from({ length: times }, () => client.sendRequest(name, json));
  // A refusal may overtake a request that is still being handled; and a long flood is cut off, and gets no more
  // answers.
  await Promise.all(ids.map((id) => client.ack(id).catch(() => null)));
  const acks = ids.map((id) => client.acksOf(id));
  const isWhole = acks.every(({ length }) => length === 1 || (length === 0 && client.isClosed));
  assert.ok(isWhole, 'each has one answer');
  client.drop();
  return acks.flat();
}

test('floods within normal limits disturb no one at the same address', { timeout: 280_000 }, async (t) => {
  const world = new FuzzWorld({ environment: { NOOM_GRACE_MS: '50' }, tokenFor: () => Promise.resolve(undefined) });
  afterwards(t, () => world.stop());
  const floods = fc
    .record({
      name: fc.constantFrom(...REQUEST_NAMES),
      times: fc.integer({ min: 900, max: 1800 }),
      isSeated: fc.boolean(),
    })
    .chain(({ name, ...rest }) =>
      payloadsOf(name)
        .filter((json) => json !== '' && json.length < 2000)
        .map((json): Flood => ({ name, json, ...rest })),
    );
  const codes = new Set<string>();
  const property = fc.asyncProperty(floods, async (each) => {
    world.cases += each.times;
    await world.play(async (ground) => {
      for (const { ok, error } of await flood(ground, each)) codes.add(ok ? 'ok' : String(error?.code));
    });
  });
  await checkProperty('floods', property, FLOODS);
  if (REPLAYING !== false) return;
  codes.delete('ok');
  for (const code of codes) assert.ok(Object.hasOwn(REFUSAL_CODES, code) && code !== 'internal', code);
  assert.ok(codes.has('rate-limited'), [...codes].join());
  await world.settled();
  t.diagnostic(`${String(world.cases)} requests`);
});
