import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServer } from '../../demo-server/create-server.js';
import type { Admission } from '../../src/core/signaling/protocol.js';
import { createWorld, temporaryDir } from './harness.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };

test('a dropped seat is kept unseen, and taken back with everything that was missed', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const { id } = bob.admission.self;
  await ann.client.request('chat:send', { id: 'seen', text: 'seen' });
  await bob.client.event('chat:message');
  await world.drop(bob.client);
  await ann.client.request('chat:send', { id: 'missed', text: 'missed' });
  await ann.client.request('signal:send', { to: id, description: OFFER, generation: 1 });
  const [cy] = await world.joined('tea', 'Cy');
  assert.ok(cy);
  assert.deepEqual(
    cy.admission.participants.map((participant) => participant.id),
    [ann.admission.self.id, id],
  );

  const back = await world.client();
  const order: string[] = [];
  back.socket.onAny((name: string) => order.push(name));
  const request = { room: 'tea', name: 'Bob', resume: bob.admission.resume, lastSeq: 1, offer: OFFER };
  const admission = await new Promise<Admission>((resolve) => {
    back.socket.emit('room:join', request, (ack: Admission) => {
      order.push('ack');
      resolve(ack);
    });
  });
  assert.deepEqual(admission.self, bob.admission.self);
  assert.deepEqual(admission.participants, [ann.admission.self, cy.admission.self]);
  assert.equal(admission.offeredTo, undefined);
  await back.event('participant:joined');
  assert.deepEqual(
    back.events.map(({ name, payload }) => [name, payload.seq]),
    [
      ['chat:message', 2],
      ['signal:message', 3],
      ['participant:joined', 4],
    ],
  );
  assert.equal(order[0], 'ack');
  await ann.client.request('chat:send', { id: 'after', text: 'after' });
  assert.equal((await back.event('chat:message', (message) => message.id === 'after')).seq, 5);
  // Ann was told of neither the drop nor the return.
  assert.deepEqual(ann.client.eventNames, ['participant:joined', 'participant:joined']);
});

test('whoever comes back may have changed meanwhile, and the others are told', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await world.drop(bob.client);
  const back = await world.client();
  await back.join('tea', 'Bobby', { resume: bob.admission.resume, sources: { camera: true } });
  const sources = { ...bob.admission.self.sources, camera: true };
  const { participant } = await ann.client.event('participant:updated');
  assert.deepEqual(participant, { ...bob.admission.self, name: 'Bobby', sources });
});

test('a seat that is not taken back in time is a leave', async (t) => {
  const world = await createWorld(t, { graceMs: 30 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await world.drop(ann.client);
  assert.equal((await bob.client.event('participant:left')).reason, 'network');
  const { participant } = await bob.client.event('participant:updated');
  assert.deepEqual(participant, { ...bob.admission.self, role: 'host' });
});

test('an old host who comes too late is the same person, and no longer the host', async (t) => {
  const world = await createWorld(t, { graceMs: 0 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await world.drop(ann.client);
  await bob.client.event('participant:left');
  const back = await world.client();
  const { self } = await back.join('tea', 'Ann', { resume: ann.admission.resume });
  assert.deepEqual([self.id, self.role], [ann.admission.self.id, 'guest']);
});

test('a second connection takes the seat, and the first is told and put out', async (t) => {
  const world = await createWorld(t);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const second = await world.client();
  const gone = bob.client.disconnected();
  const admission = await second.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 0 });
  assert.equal(admission.self.id, bob.admission.self.id);
  assert.deepEqual(await bob.client.event('room:ended'), { seq: 1, reason: 'duplicate' });
  await gone;
  // The end of the first connection neither empties the seat nor is told to anybody.
  await ann.client.request('signal:send', { to: admission.self.id, description: OFFER });
  assert.equal((await second.event('signal:message')).seq, 1);
  assert.deepEqual(ann.client.eventNames, ['participant:joined']);
  assert.equal(second.eventNames.includes('room:ended'), false);
});

for (const [what, spoil] of [
  ['forged', (resume: string) => resume.replace(/\..*$/, `.${'A'.repeat(43)}`)],
  ['cut short', (resume: string) => resume.slice(0, -4)],
  ['without a signature', (resume: string) => resume.split('.')[0]],
  ['of nonsense', () => '.'],
] as const) {
  test(`a ticket that is ${what} makes its bearer a newcomer`, async (t) => {
    const world = await createWorld(t);
    const [ann] = await world.joined('tea', 'Ann');
    assert.ok(ann);
    const mallory = await world.client();
    const { self, participants } = await mallory.join('tea', 'Ann', { resume: spoil(ann.admission.resume) });
    assert.notEqual(self.id, ann.admission.self.id);
    assert.equal(self.role, 'guest');
    assert.deepEqual(participants, [ann.admission.self]);
  });
}

test('a ticket for one room is none for another', async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('tea', 'Ann');
  await world.joined('coffee', 'Bob');
  const mallory = await world.client();
  const { self } = await mallory.join('coffee', 'Ann', { resume: ann?.admission.resume });
  assert.notEqual(self.id, ann?.admission.self.id);
  assert.equal(self.role, 'guest');
});

test('after a restart everybody is who they were, whoever comes first', async (t) => {
  const stateDir = await temporaryDir(t);
  const first = await createWorld(t, { stateDir });
  const [ann, bob] = await first.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await first.close();

  const second = await createWorld(t, { stateDir });
  const bobAgain = await second.client();
  const annAgain = await second.client();
  const bobBack = await bobAgain.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 7, offer: OFFER });
  const annBack = await annAgain.join('tea', 'Ann', { resume: ann.admission.resume, lastSeq: 9, offer: OFFER });
  assert.deepEqual(bobBack.self, bob.admission.self);
  assert.deepEqual(annBack.self, ann.admission.self);
  assert.equal(annBack.offeredTo, undefined);
  // The numbers go on, so that nothing looks like something told before.
  assert.equal((await bobAgain.event('participant:joined')).seq, 8);
});

test('after a restart that the host does not survive, the eldest is host', async (t) => {
  const stateDir = await temporaryDir(t);
  const first = await createWorld(t, { stateDir });
  const [, bob] = await first.joined('tea', 'Ann', 'Bob');
  await first.close();
  const second = await createWorld(t, { stateDir, graceMs: 20 });
  const back = await second.client();
  const { self } = await back.join('tea', 'Bob', { resume: bob?.admission.resume });
  assert.equal(self.role, 'guest');
  assert.deepEqual((await back.event('participant:updated')).participant, { ...self, role: 'host' });
});

test('the key of tickets is for its owner alone', async (t) => {
  const stateDir = join(await temporaryDir(t), 'deep', 'state');
  const world = await createWorld(t, { stateDir });
  await world.joined('tea', 'Ann');
  const keyFile = await stat(join(stateDir, 'resume.key'));
  assert.equal(keyFile.mode & 0o777, 0o600);
  assert.equal((await readFile(join(stateDir, 'resume.key'))).length, 32);
});

for (const key of ['', 'short']) {
  test(`a key of ${String(key.length)} bytes is not used`, async (t) => {
    const stateDir = await temporaryDir(t);
    await writeFile(join(stateDir, 'resume.key'), key);
    const world = await createWorld(t, { stateDir });
    const [ann] = await world.joined('tea', 'Ann');
    const [body = '', signature] = ann?.admission.resume.split('.') ?? [];
    assert.notEqual(signature, createHmac('sha256', key).update(body).digest('base64url'));
    assert.equal((await readFile(join(stateDir, 'resume.key'))).length, 32);
  });
}

test('a server that stops tells everybody before it is gone', async (t) => {
  const stateDir = await temporaryDir(t);
  const world = await createWorld(t, { stateDir });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const poller = await world.client({ transports: ['polling'] });
  await poller.join('tea', 'Cy');
  const gone = [ann.client, bob.client, poller].map((client) => client.disconnected());
  await Promise.all([world.server.close(), world.server.close(), ...gone]);
  for (const client of [ann.client, bob.client, poller]) {
    assert.deepEqual((await client.event('room:ended')).reason, 'server-shutdown');
  }
  const late = world.connecting();
  await assert.rejects(late.connected());
  // The port is free again.
  const { port } = new URL(world.server.url);
  const next = await createServer({ port: Number(port), stateDir, log: 'silent' });
  await next.close();
});

test('a connection that went deaf does not keep a server from closing', { timeout: 10_000 }, async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('tea', 'Ann');
  // It neither reads nor answers the end of the connection.
  const transport = ann?.client.socket.io.engine.transport as unknown as { ws: { pause(): void } };
  transport.ws.pause();
  await world.server.close();
});
