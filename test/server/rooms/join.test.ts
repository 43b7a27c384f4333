import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FEATURES, PROTOCOL_VERSION } from '../../../src/protocol/protocol.js';
import { createWorld } from '../worlds/harness.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };

for (const room of ['__proto__', 'constructor', 'toString']) {
  test(`a room may be called ${room}`, async (t) => {
    const world = await createWorld(t);
    const [, bob] = await world.joined(room, 'Ann', 'Bob');
    assert.equal(bob?.admission.participants.length, 1);
    const [stranger] = await world.joined('tea', 'Cy');
    assert.deepEqual(stranger?.admission.participants, []);
  });
}

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

test('long polling carries all that a WebSocket does', async (t) => {
  const world = await createWorld(t);
  const ann = await world.client({ transports: ['polling'] });
  const bob = await world.client({ transports: ['polling', 'websocket'] });
  const { self } = await ann.join('tea', 'Ann');
  const admission = await bob.join('tea', 'Bob');
  await bob.request('signal:send', { to: self.id, description: OFFER });
  assert.equal((await ann.event('signal:message')).from, admission.self.id);
});

test('each end states its wire version, and the others are told; a page of version 1 states none', async (t) => {
  const world = await createWorld(t);
  const ann = await world.client();
  const spoken = { protocol: 2, features: ['a', 'b'] };
  const admission = await ann.join('tea', 'Ann', spoken);
  assert.deepEqual([admission.protocol, admission.features], [PROTOCOL_VERSION, [...FEATURES.server]]);
  const bob = await world.client();
  const { self, participants } = await bob.join('tea', 'Bob');
  assert.deepEqual([participants[0]?.protocol, participants[0]?.features], [2, ['a', 'b']]);
  assert.ok(!('protocol' in self) && !('features' in self));
  const resumed = await world.client();
  await world.drop(ann);
  const { resume } = admission;
  const again = await resumed.join('tea', 'Ann', { resume, lastSeq: 0, protocol: 3, features: [] });
  assert.deepEqual([again.self.protocol, again.self.features], [3, []]);
});
