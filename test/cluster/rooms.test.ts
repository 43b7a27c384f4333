import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WITHOUT_REDIS, createCluster } from './cluster-world.js';

const options = { skip: WITHOUT_REDIS ?? false };

test('participants of one room at two processes see each other, signal, chat and moderate', options, async (t) => {
  const { left, right, connect } = bound(await createCluster(t));
  const ann = await connect(left);
  const bob = await connect(right);
  const host = await ann.join('tea', 'Ann');
  const guest = await bob.join('tea', 'Bob');
  assert.deepEqual(guest.participants, [host.self]);
  assert.deepEqual((await ann.event('participant:joined')).participant, guest.self);

  const description = { type: 'offer', sdp: 'v=0' };
  assert.deepEqual(await bob.request('signal:send', { to: host.self.id, description }), { ok: true });
  assert.deepEqual(await ann.event('signal:message'), { seq: 2, from: guest.self.id, description });
  assert.equal((await ann.request('chat:send', { id: 'm1', text: 'Hello' })).ok, true);
  assert.equal((await bob.event('chat:message')).text, 'Hello');

  assert.equal((await bob.request('moderate:lock', { on: true })).error?.code, 'not-allowed');
  assert.deepEqual(await ann.request('moderate:lock', { on: true }), { ok: true });
  assert.deepEqual((await bob.event('room:updated')).room, { ...guest.room, locked: true });
  const stranger = await connect(right);
  assert.equal((await stranger.request('room:join', { room: 'tea', name: 'Cas' })).error?.code, 'room-locked');

  assert.deepEqual(await ann.request('moderate:remove', { id: guest.self.id }), { ok: true });
  assert.equal((await bob.event('room:ended')).reason, 'removed');
  await bob.disconnected();
  const back = await (await connect(left)).request('room:join', { room: 'tea', name: 'Bob', resume: guest.resume });
  assert.equal(back.error?.code, 'denied');
});

test('a room has one lobby for all processes', options, async (t) => {
  const { left, right, connect } = bound(await createCluster(t, { NOOM_LOBBY: 'on' }));
  const ann = await connect(left);
  await ann.join('tea', 'Ann');
  const bob = await connect(right);
  assert.equal((await bob.request('room:join', { room: 'tea', name: 'Bob' })).lobby, true);
  assert.equal((await bob.request('chat:send', { id: 'm', text: 'Hi' })).error?.code, 'not-allowed');
  const { participant } = await ann.event('lobby:knocked');
  const { id } = participant as { id: string };
  assert.deepEqual(await ann.request('moderate:deny', { id }), { ok: true });
  await bob.event('lobby:denied');

  // The same connection goes on to another room, which begins at its own process.
  const own = await bob.join('cake', 'Bob');
  assert.equal(own.self.role, 'host');
});

test(
  'a dropped connection comes back through the other process, and gets the events it missed by number',
  options,
  async (t) => {
    const { left, right, connect } = bound(await createCluster(t));
    const ann = await connect(left);
    const bob = await connect(right);
    await ann.join('tea', 'Ann');
    const before = await bob.join('tea', 'Bob');
    await ann.request('chat:send', { id: 'm1', text: 'one' });
    const { seq } = await bob.event('chat:message');
    bob.socket.io.engine.close();
    await bob.disconnected();
    await ann.request('chat:send', { id: 'm2', text: 'two' });
    await ann.request('chat:send', { id: 'm3', text: 'three' });

    const again = await connect(left);
    const after = await again.join('tea', 'Bob', { resume: before.resume, lastSeq: seq });
    assert.deepEqual(after.self, before.self);
    await again.event('chat:message', ({ text }) => text === 'three');
    assert.deepEqual(
      again.events.map(({ name, payload }) => [name, payload.seq, payload.text]),
      [
        ['chat:message', seq + 1, 'two'],
        ['chat:message', seq + 2, 'three'],
      ],
    );
    assert.deepEqual(ann.eventNames, ['participant:joined']);
  },
);

test('a seat taken back at the other process ends the first connection as a duplicate', options, async (t) => {
  const { left, right, connect } = bound(await createCluster(t));
  const first = await connect(right);
  await (await connect(left)).join('tea', 'Ann');
  const { resume, self } = await first.join('tea', 'Bob');
  const second = await connect(left);
  assert.equal((await second.join('tea', 'Bob', { resume })).self.id, self.id);
  assert.equal((await first.event('room:ended')).reason, 'duplicate');
  await first.disconnected();
});

test('joins from one address are counted by both processes together', options, async (t) => {
  const { left, right, connect } = bound(await createCluster(t, { NOOM_LIMIT_JOINS_PER_MINUTE: '2' }));
  await (await connect(left)).join('tea', 'Ann');
  await (await connect(right)).join('cake', 'Bob');
  const answer = await (await connect(left)).request('room:join', { room: 'jam', name: 'Cas' });
  assert.equal(answer.error?.code, 'rate-limited');
});

function bound(world: Awaited<ReturnType<typeof createCluster>>) {
  return { left: world.left, right: world.right, connect: world.connect.bind(world) };
}
