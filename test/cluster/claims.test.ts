import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'redis';
import { TEST_SECRET, signToken } from '../harness/sign-token.js';
import { WITHOUT_REDIS, createCluster } from './cluster-world.js';

test('a room is taken for nobody who may not come in', { skip: WITHOUT_REDIS }, async (t) => {
  const cluster = await createCluster(t, { NOOM_SECRET: TEST_SECRET, NOOM_LIMIT_JOINS_PER_MINUTE: '30' });
  const client = createClient({ url: cluster.redis.url });
  client.on('error', () => undefined);
  await client.connect();
  t.after(() => {
    client.destroy();
  });
  const outsider = await cluster.connect(cluster.left);
  for (let count = 0; count < 20; count += 1) {
    const ack = await outsider.request('room:join', { room: `room ${String(count)}`, name: 'Mallory', token: 'a.b.c' });
    assert.equal(ack.error?.code, 'unauthorized');
  }
  assert.deepEqual(await client.keys('noom:room:*'), []);
  const ann = await cluster.connect(cluster.left);
  await ann.join('tea', 'Ann', { token: await signToken({ room: 'tea' }) });
  assert.deepEqual(await client.keys('noom:room:*'), ['noom:room:tea']);
});
