import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterwards } from '../harness/afterwards.js';
import { TEST_SECRET, signToken } from '../harness/server/sign-token.js';
import type { Client } from '../server/worlds/harness.js';
import { WITHOUT_REDIS, createCluster } from './cluster-world.js';

const options = { skip: WITHOUT_REDIS };

/** A cluster, and the names of the rooms that are claimed in its Redis. */
async function clusterWith(
  t: TestContext,
  settings: Record<string, string>,
): Promise<{ connect: () => Promise<Client>; taken: () => Promise<string[]> }> {
  const world = await createCluster(t, settings);
  const client = createClient({ url: world.redis.url });
  client.on('error', () => undefined);
  await client.connect();
  afterwards(t, () => {
    client.destroy();
  });
  return {
    connect: () => world.connect(world.left),
    taken: async () => (await client.keys('noom:room:*')).map((key) => key.replace('noom:room:', '')).sort(),
  };
}

/** Claims rooms without joining them: the room's name is valid, the participant's is not. */
async function take(outsider: Client, room: string): Promise<string | undefined> {
  return (await outsider.request('room:join', { room, name: '' })).error?.code;
}

test('a room is not claimed for a newcomer who may not join', options, async (t) => {
  const { connect, taken } = await clusterWith(t, {
    NOOM_SECRET: TEST_SECRET,
    NOOM_LIMIT_JOINS_PER_MINUTE: '30',
  });
  const outsider = await connect();
  for (let count = 0; count < 20; count += 1) {
    const ack = await outsider.request('room:join', { room: `room ${String(count)}`, name: 'Mallory', token: 'a.b.c' });
    assert.equal(ack.error?.code, 'unauthorized');
  }
  assert.deepEqual(await taken(), []);
  const ann = await connect();
  await ann.join('tea', 'Ann', { token: await signToken({ room: 'tea' }) });
  assert.deepEqual(await taken(), ['tea']);
});

test('one address may claim so many rooms in a minute, and no more', options, async (t) => {
  const { connect, taken } = await clusterWith(t, { NOOM_LIMIT_JOINS_PER_MINUTE: '5' });
  const outsider = await connect();
  const codes = [];
  for (let count = 0; count < 20; count += 1) codes.push(await take(outsider, `room ${String(count)}`));
  assert.deepEqual([codes[4], codes[5], codes.at(-1)], ['invalid-name', 'rate-limited', 'rate-limited']);
  assert.ok((await taken()).length <= 5);
});

test('a process claims so many rooms, and no more', options, async (t) => {
  const { connect, taken } = await clusterWith(t, { NOOM_MAX_ROOMS: '3', NOOM_LIMIT_JOINS_PER_MINUTE: '100000' });
  const outsider = await connect();
  // Some are released meanwhile, so more than the limit may be tried.
  for (let count = 0; (await take(outsider, `room ${String(count)}`)) !== 'rate-limited'; count += 1) {
    assert.ok((await taken()).length <= 6, 'twice as many as may be open');
    assert.ok(count < 1000, 'nothing is refused');
  }
});

test('a room that was claimed for a newcomer who did not join is released', options, async (t) => {
  const { connect, taken } = await clusterWith(t, { NOOM_GRACE_MS: '600000' });
  const [outsider, ann] = [await connect(), await connect()];
  await ann.join('tea', 'Ann');
  assert.equal(await take(outsider, 'nothing'), 'invalid-name');
  assert.deepEqual(await taken(), ['nothing', 'tea']);
  while ((await taken()).includes('nothing')) await delay(50);
  assert.deepEqual(await taken(), ['tea']);
});
