import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openRedis as connect } from '../../demo-server/cluster/redis.js';
import { createServer } from '../../demo-server/create-server.js';
import { SettingsError } from '../../demo-server/settings/settings.js';
import { afterwards } from '../harness/afterwards.js';
import { startRedis } from '../harness/server/start-redis.js';
import { startServer } from '../harness/server/start-server.js';
import { Client, temporaryDir } from '../server/worlds/harness.js';
import { REDIS, WITHOUT_REDIS, createCluster, openRedis, readiness } from './cluster-world.js';

const options = { skip: WITHOUT_REDIS ?? false };

test(
  'when the process that holds a room is killed, its participants are the same at the other, and so is the room',
  options,
  async (t) => {
    const world = await createCluster(t);
    const { left, right } = world;
    const ann = await world.connect(left);
    const bob = await world.connect(right);
    const host = await ann.join('tea', 'Ann');
    const guest = await bob.join('tea', 'Bob');
    await ann.request('moderate:role', { id: guest.self.id, role: 'cohost' });
    await ann.request('moderate:lock', { on: true });
    await bob.request('state:set', { hand: true });
    await ann.request('state:set', { hand: true });
    // Answered after everything before it was written.
    await ann.request('state:set', { hand: true });
    await left.stop('SIGKILL');

    // No participant was told of an end: pages keep their peer connections.
    await bob.disconnected();
    assert.ok(!bob.eventNames.includes('room:ended') && !bob.eventNames.includes('participant:left'));
    const second = await world.resume(right, 'tea', 'Bob', { resume: guest.resume, lastSeq: 9 });
    assert.deepEqual(second.self, { ...guest.self, role: 'cohost', hand: true, handOrder: 1 });
    assert.deepEqual(second.room, { ...host.room, locked: true });
    const first = await world.resume(right, 'tea', 'Ann', { resume: host.resume, lastSeq: 9 });
    const hostBack = { ...host.self, hand: true, handOrder: 2 };
    assert.deepEqual([first.self, first.participants], [hostBack, [second.self]]);
    const stranger = await world.connect(right);
    const answer = await stranger.request('room:join', { room: 'tea', name: 'Cas' });
    assert.equal(answer.error?.code, 'room-locked');
  },
);

test('when the process of a connection is killed, its seat waits at the other process', options, async (t) => {
  const world = await createCluster(t);
  const { left, right } = world;
  const ann = await world.connect(left);
  await ann.join('tea', 'Ann');
  const bob = await world.connect(right);
  const before = await bob.join('tea', 'Bob');
  await right.stop('SIGKILL');
  await ann.request('chat:send', { id: 'm1', text: 'Where are you?' });
  const after = await world.resume(left, 'tea', 'Bob', { resume: before.resume, lastSeq: 0 });
  assert.deepEqual(after.self, before.self);
  assert.equal((await after.client.event('chat:message')).text, 'Where are you?');
  assert.deepEqual(ann.eventNames, ['participant:joined']);
});

test(
  'a participant whose process was killed and who does not come back loses the seat after the grace time',
  options,
  async (t) => {
    const world = await createCluster(t, { NOOM_GRACE_MS: '100' });
    const ann = await world.connect(world.left);
    await ann.join('tea', 'Ann');
    const bob = await world.connect(world.right);
    const { self } = await bob.join('tea', 'Bob');
    await world.right.stop('SIGKILL');
    assert.deepEqual(await ann.event('participant:left'), { seq: 2, id: self.id, reason: 'network' });
  },
);

test('a process that is stopped hands its rooms over', options, async (t) => {
  const world = await createCluster(t);
  const { left, right } = world;
  const ann = await world.connect(left);
  const bob = await world.connect(right);
  const host = await ann.join('tea', 'Ann');
  const guest = await bob.join('tea', 'Bob');
  await ann.request('moderate:lock', { on: true });
  assert.equal(await left.stop('SIGTERM'), 0);
  for (const client of [ann, bob]) assert.equal((await client.event('room:ended')).reason, 'server-shutdown');
  // The guest is back first, and the host is still host.
  const second = await world.resume(right, 'tea', 'Bob', { resume: guest.resume });
  const first = await world.resume(right, 'tea', 'Ann', { resume: host.resume });
  assert.deepEqual([first.self, second.self], [host.self, guest.self]);
  assert.equal(first.room.locked, true);
});

test('without Redis a process is not ready, and its rooms go on', options, async (t) => {
  const world = await createCluster(t);
  const { left, right, redis } = world;
  const ann = await world.connect(left);
  const bob = await world.connect(left);
  const host = await ann.join('tea', 'Ann');
  await bob.join('tea', 'Bob');
  const far = await world.connect(right);
  const carried = await far.join('tea', 'Cas');
  await redis.stop();

  await readiness(left, 503);
  assert.deepEqual(await (await fetch(`${left.url}/readyz`)).json(), { status: 'redis cannot be reached' });
  await ann.request('chat:send', { id: 'm1', text: 'Still here' });
  assert.equal((await bob.event('chat:message')).text, 'Still here');
  // A carried connection is cut off, and may come back to the process of its room.
  await far.disconnected();
  const near = await world.resume(left, 'tea', 'Cas', { resume: carried.resume });
  assert.equal(near.self.id, carried.self.id);
  const stranger = await world.connect(right);
  const answer = await stranger.request('room:join', { room: 'cake', name: 'Dan' });
  assert.equal(answer.error?.code, 'internal');

  const again = await startRedis(REDIS, redis.port);
  afterwards(t, () => again.stop());
  await readiness(right, 200);
  const back = await world.resume(right, 'tea', 'Ann', { resume: host.resume });
  assert.deepEqual([back.self, back.participants.length], [host.self, 2]);
});

test('a join that a process hung over takes no seat from its page, which came in by another', options, async (t) => {
  const world = await createCluster(t);
  const { left, right } = world;
  const [ann, late] = [await world.connect(right), await world.connect(left)];
  await ann.join('tea', 'Ann');
  const nonce = randomBytes(16).toString('hex');
  process.kill(left.pid, 'SIGSTOP');
  late.request('room:join', { room: 'tea', name: 'Bob', nonce }).catch(() => undefined);
  late.socket.disconnect();
  const bob = await world.connect(right);
  await bob.join('tea', 'Bob', { nonce, lastSeq: 0 });
  process.kill(left.pid, 'SIGCONT');
  // By the same process, and so after it.
  const cas = await world.connect(left);
  await cas.join('tea', 'Cas');
  await Promise.race([bob.event('participant:joined'), bob.disconnected()]);
  assert.deepEqual([bob.eventNames, bob.socket.connected], [['participant:joined'], true]);
  assert.deepEqual(ann.eventNames, ['participant:joined', 'participant:joined']);
});

test('a Redis that hangs counts as gone, until it goes on', options, async (t) => {
  const world = await createCluster(t);
  const { left, right, redis } = world;
  const ann = await world.connect(left);
  const host = await ann.join('tea', 'Ann');
  const far = await world.connect(right);
  const carried = await far.join('tea', 'Bob');
  redis.hang();

  await readiness(left, 503);
  await far.disconnected();
  const near = await world.resume(left, 'tea', 'Bob', { resume: carried.resume });
  assert.deepEqual([near.self.id, near.participants.map(({ id }) => id)], [carried.self.id, [host.self.id]]);

  redis.goOn();
  await readiness(right, 200);
  const back = await world.resume(right, 'tea', 'Bob', { resume: near.resume });
  assert.equal(back.self.id, carried.self.id);
});

test('a start without Redis ends with a message that says what to do, and has no password', options, async () => {
  await assert.rejects(startServer({ NOOM_REDIS_URL: 'redis://:secret-word@127.0.0.1:1' }), ({ message }: Error) => {
    assert.match(message, /NOOM_REDIS_URL: Redis at 127\.0\.0\.1:1 cannot be used .*ECONNREFUSED.*Start it/);
    assert.ok(!message.includes('secret-word'));
    return true;
  });
});

test('a server that cannot start leaves nothing of it in Redis', options, async (t) => {
  const { url, port } = await openRedis(t);
  const redis = await connect(url);
  afterwards(t, () => redis.close());
  // The port is Redis's own.
  const given = { redisUrl: url, port, log: 'silent', stateDir: await temporaryDir(t) } as const;
  await assert.rejects(createServer(given), SettingsError);
  assert.deepEqual(await redis.client.keys('noom:process:*'), []);
  assert.equal((await redis.client.clientList()).length, 1);
});

test('a process that stops while Redis hangs tells its participants within the time it has', options, async (t) => {
  const redis = await openRedis(t);
  const server = await createServer({ redisUrl: redis.url, port: 0, log: 'silent', stateDir: await temporaryDir(t) });
  const ann = await new Client(server.url).connected();
  await ann.join('tea', 'Ann');
  redis.hang();
  const startedAt = performance.now();
  const closed = server.close();
  assert.equal((await ann.event('room:ended')).reason, 'server-shutdown');
  assert.ok(performance.now() - startedAt < 3000);
  redis.goOn();
  await closed;
});
