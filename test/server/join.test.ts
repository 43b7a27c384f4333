import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from './harness.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };
const ALL_OFF = { microphone: false, camera: false, screen: false, screenAudio: false };

test('the first in a room is alone there, and its host', async (t) => {
  const world = await createWorld(t);
  const before = Date.now();
  const [ann] = await world.joined('tea', 'Ann');
  assert.ok(ann);
  const { self, participants, room, resume, iceServers } = ann.admission;
  assert.deepEqual(participants, []);
  assert.deepEqual(self, { id: self.id, name: 'Ann', role: 'host', sources: ALL_OFF, hand: false });
  assert.match(self.id, /^[\w-]{20,64}$/);
  assert.ok(room.startedAt >= before && room.startedAt <= Date.now());
  const { startedAt } = room;
  assert.deepEqual(room, { name: 'tea', locked: false, lobby: false, topology: 'mesh', spotlightId: null, startedAt });
  assert.deepEqual(iceServers, []);
  assert.notEqual(resume, '');
});

test('a newcomer learns who is there, and they learn of the newcomer', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  assert.deepEqual(bob.admission.participants, [ann.admission.self]);
  assert.equal(bob.admission.self.role, 'guest');
  const told = await ann.client.event('participant:joined');
  assert.deepEqual(told, { seq: 1, participant: bob.admission.self });
  assert.deepEqual(bob.client.events, []);
});

test('sources named in the join are on from the beginning', async (t) => {
  const world = await createWorld(t);
  const client = await world.client();
  const { self } = await client.join('tea', 'Ann', { sources: { camera: true } });
  assert.deepEqual(self.sources, { ...ALL_OFF, camera: true });
});

test('names are trimmed and composed, so that the same name is the same room', async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('  cafe\u0301 ', ' Ann ');
  const [bob] = await world.joined('caf\u00e9', 'Bob');
  assert.equal(ann?.admission.room.name, 'caf\u00e9');
  assert.equal(ann.admission.self.name, 'Ann');
  assert.deepEqual(bob?.admission.participants, [ann.admission.self]);
});

for (const room of ['__proto__', 'constructor', 'toString']) {
  test(`a room may be called ${room}`, async (t) => {
    const world = await createWorld(t);
    const [, bob] = await world.joined(room, 'Ann', 'Bob');
    assert.equal(bob?.admission.participants.length, 1);
    const [stranger] = await world.joined('tea', 'Cy');
    assert.deepEqual(stranger?.admission.participants, []);
  });
}

test('a signal arrives stamped, in order, and without what the protocol does not know', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const to = ann.admission.self.id;
  const from = bob.admission.self.id;
  const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };
  const acks = await Promise.all([
    bob.client.request('signal:send', { to, description: OFFER, generation: 1, from: 'somebody-else', extra: 1 }),
    bob.client.request('signal:send', { to, candidate, generation: 1 }),
    bob.client.request('signal:send', { to, candidate: { candidate: '' }, generation: 2 }),
  ]);
  assert.deepEqual(acks, [{ ok: true }, { ok: true }, { ok: true }]);
  await ann.client.event('signal:message', ({ generation }) => generation === 2);
  assert.deepEqual(ann.client.events.slice(1), [
    { name: 'signal:message', payload: { seq: 2, from, description: OFFER, generation: 1 } },
    { name: 'signal:message', payload: { seq: 3, from, candidate, generation: 1 } },
    { name: 'signal:message', payload: { seq: 4, from, candidate: { candidate: '' }, generation: 2 } },
  ]);
});

test('rooms do not hear of one another', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  const [cy, dee] = await world.joined('coffee', 'Cy', 'Dee');
  assert.ok(ann && bob && cy && dee);
  const to = ann.admission.self.id;
  const across = await cy.client.request('signal:send', { to, description: OFFER });
  assert.equal(across.error?.code, 'not-allowed');
  const whisper = await cy.client.request('chat:send', { id: 'c1', text: 'psst', to });
  assert.equal(whisper.error?.code, 'not-allowed');
  await cy.client.request('chat:send', { id: 'c2', text: 'to all' });
  await cy.client.request('state:set', { hand: true });
  await cy.client.request('room:leave', {});
  // What Bob says now comes after all of that: anything that leaked would be there before it.
  await bob.client.request('chat:send', { id: 'b1', text: 'hello' });
  await ann.client.event('chat:message');
  assert.deepEqual(ann.client.eventNames, ['participant:joined', 'chat:message']);
  await dee.client.event('participant:left');
  assert.deepEqual(dee.client.eventNames.slice(0, 3), ['chat:message', 'participant:updated', 'participant:left']);
});

test('who changes is told of to the others, once', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  assert.deepEqual(await bob.client.request('state:set', { sources: { microphone: true } }), { ok: true });
  assert.deepEqual(await bob.client.request('state:set', { sources: { microphone: true } }), { ok: true });
  assert.deepEqual(await bob.client.request('state:set', { hand: true, name: ' Bobby ' }), { ok: true });
  const last = await ann.client.event('participant:updated', ({ seq }) => seq === 3);
  const sources = { ...ALL_OFF, microphone: true };
  assert.deepEqual(last.participant, { ...bob.admission.self, name: 'Bobby', hand: true, sources });
  assert.deepEqual(ann.client.eventNames, ['participant:joined', 'participant:updated', 'participant:updated']);
  const [cy] = await world.joined('tea', 'Cy');
  assert.deepEqual(cy?.admission.participants[1], last.participant);
});

test('chat goes to everybody else, and a private message to one only', async (t) => {
  const world = await createWorld(t);
  const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
  assert.ok(ann && bob && cy);
  const before = Date.now();
  const ack = await ann.client.request('chat:send', { id: 'm1', text: 'psst', to: bob.admission.self.id, from: 'x' });
  assert.ok(ack.ok && typeof ack.at === 'number' && ack.at >= before && ack.at <= Date.now());
  await ann.client.request('chat:send', { id: 'm2', text: ' <b>hi</b> ' });
  const from = ann.admission.self.id;
  const whispered = await bob.client.event('chat:message', ({ id }) => id === 'm1');
  assert.deepEqual(whispered, { seq: 2, id: 'm1', from, text: 'psst', to: bob.admission.self.id, at: ack.at });
  const said = await cy.client.event('chat:message');
  assert.equal(said.text, ' <b>hi</b> ');
  assert.equal(said.from, from);
  assert.deepEqual(cy.client.eventNames, ['chat:message']);
  assert.equal(ann.client.eventNames.includes('chat:message'), false);
});

test('a leave is told at once, may be repeated, and frees the connection for another room', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  assert.deepEqual(await bob.client.request('room:leave', {}), { ok: true });
  assert.deepEqual(await bob.client.request('room:leave', {}), { ok: true });
  const left = await ann.client.event('participant:left');
  assert.deepEqual(left, { seq: 2, id: bob.admission.self.id, reason: 'left' });
  const again = await bob.client.join('coffee', 'Bob');
  assert.notEqual(again.self.id, bob.admission.self.id);
  const late = await ann.client.request('signal:send', { to: bob.admission.self.id, description: OFFER });
  assert.equal(late.error?.code, 'not-allowed');
});

test('a leave sent in the last moment before the connection closes is a leave', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  bob.client.socket.emit('room:leave', {});
  bob.client.socket.disconnect();
  assert.equal((await ann.client.event('participant:left')).reason, 'left');
});

test('a connection has one seat', async (t) => {
  const world = await createWorld(t);
  const client = await world.client();
  await client.join('tea', 'Ann');
  const again = await client.request('room:join', { room: 'coffee', name: 'Ann' });
  assert.equal(again.error?.code, 'not-allowed');
});

test('a request sent right after the join, before its answer, finds the seat there', async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('tea', 'Ann');
  const client = await world.client();
  const [, updated] = await Promise.all([
    client.request('room:join', { room: 'tea', name: 'Bob' }),
    client.request('state:set', { hand: true }),
  ]);
  assert.deepEqual(updated, { ok: true });
  await ann?.client.event('participant:updated');
});

test('when the host leaves, the next eldest is host, and everybody is told', async (t) => {
  const world = await createWorld(t);
  const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
  assert.ok(ann && bob && cy);
  await cy.client.request('state:set', { name: 'Ann' });
  await ann.client.request('room:leave', {});
  for (const { client } of [bob, cy]) {
    const { participant } = await client.event('participant:updated', ({ seq }) => seq >= 3 || client === cy.client);
    assert.deepEqual(participant, { ...bob.admission.self, role: 'host' });
  }
  const again = await ann.client.join('tea', 'Ann');
  assert.equal(again.self.role, 'guest');
});

test('a full room takes nobody more', async (t) => {
  const world = await createWorld(t, { maxParticipants: 2 });
  const [ann] = await world.joined('tea', 'Ann', 'Bob');
  const cy = await world.client();
  const refused = await cy.request('room:join', { room: 'tea', name: 'Cy' });
  assert.equal(refused.error?.code, 'room-full');
  await ann?.client.request('room:leave', {});
  await cy.join('tea', 'Cy');
});

test('a full server begins no further room', async (t) => {
  const world = await createWorld(t, { maxRooms: 1 });
  const [ann] = await world.joined('tea', 'Ann');
  const bob = await world.client();
  assert.equal((await bob.request('room:join', { room: 'coffee', name: 'Bob' })).error?.code, 'rate-limited');
  await ann?.client.request('room:leave', {});
  await bob.join('coffee', 'Bob');
});

test('an offer in the join is handed to the eldest connected there', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await world.drop(ann.client);
  const cy = await world.client();
  const admission = await cy.join('tea', 'Cy', { offer: OFFER });
  assert.equal(admission.offeredTo, bob.admission.self.id);
  const handed = await bob.client.event('signal:message');
  assert.deepEqual(handed, { seq: 2, from: admission.self.id, description: OFFER, generation: 1 });
  assert.deepEqual(bob.client.eventNames, ['participant:joined', 'signal:message']);
});

test('an offer in the join to an empty room is nobody\u2019s', async (t) => {
  const world = await createWorld(t);
  const client = await world.client();
  const admission = await client.join('tea', 'Ann', { offer: OFFER });
  assert.equal(admission.offeredTo, undefined);
});

test('long polling carries everything that a WebSocket does', async (t) => {
  const world = await createWorld(t);
  const ann = await world.client({ transports: ['polling'] });
  const bob = await world.client({ transports: ['polling', 'websocket'] });
  const { self } = await ann.join('tea', 'Ann');
  const admission = await bob.join('tea', 'Bob');
  await bob.request('signal:send', { to: self.id, description: OFFER });
  assert.equal((await ann.event('signal:message')).from, admission.self.id);
});
