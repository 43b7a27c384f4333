import assert from 'node:assert/strict';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, wasTold } from '../contract-world.js';

const ALL_OFF = { microphone: false, camera: false, screen: false, screenAudio: false };

/** Who is in a room, and what each participant is told. */
export const ROOMS_CONTRACT: readonly ContractCase[] = [
  contract('open', 'the first participant of a room is alone there, and its host', async (world) => {
    const { admission } = await world.join('tea', 'Ann');
    const { self, participants, room, resume } = admission;
    assert.deepEqual(participants, []);
    assert.deepEqual(self, { id: self.id, name: 'Ann', role: 'host', sources: ALL_OFF, hand: false });
    assert.match(self.id, /^[\w-]{20,64}$/);
    assert.ok(room.startedAt > 1_700_000_000_000);
    const { startedAt } = room;
    const name = world.room('tea');
    assert.deepEqual(room, { name, locked: false, lobby: false, topology: 'mesh', spotlightId: null, startedAt });
    assert.notEqual(resume, '');
  }),

  contract('open', 'a newcomer is told who is there, and the others are told of the newcomer', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    assert.deepEqual(bob.admission.participants, [ann.admission.self]);
    assert.equal(bob.admission.self.role, 'guest');
    const joined = await ann.client.event('participant:joined');
    assert.deepEqual(joined, { seq: 1, participant: bob.admission.self });
    assert.deepEqual(bob.client.events, []);
  }),

  contract('open', 'sources named in the join are on from the beginning', async (world) => {
    const { admission } = await world.join('tea', 'Ann', { sources: { camera: true } });
    assert.deepEqual(admission.self.sources, { ...ALL_OFF, camera: true });
  }),

  contract('open', 'names are trimmed and composed, so that the same name is the same room', async (world) => {
    const client = await world.connect();
    const { self, room } = await client.join(world.room('  cafe\u0301'), ' Ann ');
    assert.deepEqual([self.name, room.name], ['Ann', world.room('caf\u00e9')]);
    const bob = await world.join('caf\u00e9', 'Bob');
    assert.deepEqual(bob.admission.participants, [self]);
  }),

  contract('open', 'no event of a room reaches another room', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const [cy, dee] = await world.joined('coffee', 'Cy', 'Dee');
    const description = { type: 'offer', sdp: 'v=0\r\n' };
    refused(await cy.client.request('signal:send', { to: ann.id, description }), 'not-allowed');
    refused(await cy.client.request('chat:send', { id: 'c1', text: 'psst', to: ann.id }), 'not-allowed');
    for (const request of ['remove', 'mute', 'spotlight', 'admit', 'deny']) {
      refused(await cy.client.request(`moderate:${request}`, { id: ann.id }), 'not-allowed', request);
    }
    refused(await cy.client.request('moderate:role', { id: ann.id, role: 'viewer' }), 'not-allowed');
    await cy.client.request('chat:send', { id: 'c2', text: 'to all' });
    await cy.client.request('state:set', { hand: true });
    await cy.client.request('room:leave');
    // This message comes after all of that: anything that leaked would arrive before it.
    await bob.client.request('chat:send', { id: 'b1', text: 'hello' });
    await ann.client.event('chat:message');
    await wasTold(ann.client, ['1 participant:joined', '2 chat:message']);
    await dee.client.event('participant:left');
    assert.deepEqual(dee.client.eventNames.slice(0, 3), ['chat:message', 'participant:updated', 'participant:left']);
  }),

  contract('open', 'a change of a participant is told to the others, once', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    for (const [change, more] of [
      [{ sources: { microphone: true } }, {}],
      [{ sources: { microphone: true } }, {}],
      [{ hand: true, name: ' Bobby ' }, { handOrder: 1 }],
    ]) {
      assert.deepEqual(await bob.client.request('state:set', change), { ok: true, ...more });
    }
    const last = await ann.client.event('participant:updated', ({ seq }) => seq === 3);
    const sources = { ...ALL_OFF, microphone: true };
    assert.deepEqual(last.participant, { ...bob.admission.self, name: 'Bobby', hand: true, handOrder: 1, sources });
    await wasTold(ann.client, ['1 participant:joined', '2 participant:updated', '3 participant:updated']);
    const cy = await world.join('tea', 'Cy');
    assert.deepEqual(cy.admission.participants[1], last.participant);
  }),

  contract(
    'open',
    'a leave is told at once, may be repeated, and frees the connection for another room',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      assert.deepEqual(await bob.client.request('room:leave'), { ok: true });
      assert.deepEqual(await bob.client.request('room:leave'), { ok: true });
      const left = await ann.client.event('participant:left');
      assert.deepEqual(left, { seq: 2, id: bob.id, reason: 'left' });
      const again = await bob.client.join(world.room('coffee'), 'Bob');
      assert.notEqual(again.self.id, bob.id);
      refused(await ann.client.request('chat:send', { id: 'a1', text: 'late', to: bob.id }), 'not-allowed');
    },
  ),

  contract('open', 'a leave that is sent just before the connection closes counts', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    bob.client.sendRequest('room:leave', '{}');
    bob.client.send('1');
    assert.equal((await ann.client.event('participant:left')).reason, 'left');
  }),

  contract('open', 'a connection has one seat', async (world) => {
    const { client } = await world.join('tea', 'Ann');
    refused(await client.request('room:join', { room: world.room('coffee'), name: 'Ann' }), 'not-allowed');
  }),

  contract('open', 'a request sent right after the join, before its answer, finds the seat there', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const client = await world.connect();
    const [, updated] = await Promise.all([
      client.request('room:join', { room: world.room('tea'), name: 'Bob' }),
      client.request('state:set', { hand: true }),
    ]);
    assert.deepEqual(updated, { ok: true, handOrder: 1 });
    await ann.client.event('participant:updated');
  }),

  contract('open', 'without a seat only a join is answered', async (world) => {
    const client = await world.connect();
    const description = { type: 'offer', sdp: '' };
    const requests: Record<string, object> = {
      'signal:send': { to: 'x', description },
      'state:set': { hand: true },
      'chat:send': { id: 'm', text: 'x' },
      'ice:refresh': {},
      'token:renew': { token: 'x' },
      'moderate:mute': {},
      'moderate:lock': { on: true },
      'moderate:lobby': { on: true },
      'moderate:spotlight': { id: null },
      'moderate:topology': { plane: 'mesh' },
      'moderate:end': {},
      'media:joined': { epoch: 0, sources: [] },
      'media:ready': { epoch: 0, serial: 0 },
      'media:report': { epoch: 0, problem: 'lost' },
      'media:token': { epoch: 0 },
    };
    for (const [name, payload] of Object.entries(requests))
      refused(await client.request(name, payload), 'not-allowed', name);
    done(await client.request('room:leave'));
  }),

  contract('open', 'when the host leaves, the next eldest is host, whatever the names are', async (world) => {
    const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    await cy.client.request('state:set', { name: 'Ann' });
    await ann.client.request('room:leave');
    for (const { client } of [bob, cy]) {
      const isHost = ({ participant }: Record<string, unknown>): boolean =>
        (participant as { role: string }).role === 'host';
      const { participant } = await client.event('participant:updated', isHost);
      assert.deepEqual(participant, { ...bob.admission.self, role: 'host' });
    }
    assert.equal((await ann.client.join(world.room('tea'), 'Ann')).self.role, 'guest');
  }),

  contract(
    'open',
    'when the host leaves, a cohost is host before a guest, and a guest before a viewer',
    async (world) => {
      const [ann, bob, cy, dan] = await world.joined('tea', 'Ann', 'Bob', 'Cy', 'Dan');
      done(await ann.client.request('moderate:role', { id: bob.admission.self.id, role: 'viewer' }));
      done(await ann.client.request('moderate:role', { id: dan.admission.self.id, role: 'cohost' }));
      const isHost = ({ participant }: Record<string, unknown>): boolean =>
        (participant as { role: string }).role === 'host';
      await ann.client.request('room:leave');
      const first = await bob.client.event('participant:updated', isHost);
      assert.deepEqual(first['participant'], { ...dan.admission.self, role: 'host' });
      await dan.client.request('room:leave');
      const second = await bob.client.event(
        'participant:updated',
        (event) => isHost(event) && (event['participant'] as { name: string }).name !== 'Dan',
      );
      assert.deepEqual(second['participant'], { ...cy.admission.self, role: 'host' });
    },
  ),
];
