import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from '../worlds/harness.js';

test('statements about media have the limits of changes of state, each its own', async (t) => {
  const world = await createWorld(t, { statesPerMinute: 3 });
  const client = await world.client();
  await client.join('tea', 'Ann');
  for (const [name, payload] of [
    ['media:joined', { epoch: 0, sources: [] }],
    ['media:ready', { epoch: 0, serial: 0 }],
    ['state:set', { hand: true }],
  ] as const) {
    const codes = [];
    for (let each = 0; each < 4; each += 1) codes.push((await client.request(name, payload)).error?.code ?? 'ok');
    const first = name === 'state:set' ? 'ok' : 'not-allowed';
    assert.deepEqual(codes, [first, first, first, 'rate-limited'], name);
  }
});
