import assert from 'node:assert/strict';
import { contract, type ContractCase } from '../contract-case.js';
import { wasTold } from '../contract-world.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };
/** More than is kept for a seat. */
const MORE_THAN_KEPT = 300;

const SPOILT: readonly [what: string, spoil: (ticket: string) => string][] = [
  ['forged', (ticket) => ticket.replace(/\..*$/, `.${'A'.repeat(43)}`)],
  ['cut short', (ticket) => ticket.slice(0, -4)],
  ['without a signature', (ticket) => ticket.split('.')[0] ?? ''],
  ['of nonsense', () => '.'],
  ['of another room', (ticket) => ticket],
];

/** Losing the connection, and coming back. */
export const SEATS_CONTRACT: readonly ContractCase[] = [
  contract(
    'open',
    'the seat of a dropped connection is kept silently, and taken back with everything that was missed',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      await ann.client.request('chat:send', { id: 'seen', text: 'seen' });
      await bob.client.event('chat:message');
      bob.client.drop();
      await ann.client.request('chat:send', { id: 'missed', text: 'missed' });
      await ann.client.request('signal:send', { to: bob.id, description: OFFER, generation: 1 });
      const cy = await world.join('tea', 'Cy');
      assert.deepEqual(
        cy.admission.participants.map(({ id }) => id),
        [ann.id, bob.id],
      );
      const resume = { resume: bob.admission.resume, lastSeq: 1, offer: OFFER };
      const back = await world.join('tea', 'Bob', resume);
      assert.deepEqual(back.admission.self, bob.admission.self);
      assert.deepEqual(back.admission.participants, [ann.admission.self, cy.admission.self]);
      assert.equal(back.admission.offeredTo, undefined);
      await ann.client.request('chat:send', { id: 'after', text: 'after' });
      await back.client.event('chat:message', ({ id }) => id === 'after');
      await wasTold(back.client, ['2 chat:message', '3 signal:message', '4 participant:joined', '5 chat:message']);
      // Ann was told of neither the drop nor the return.
      await wasTold(ann.client, ['1 participant:joined', '2 participant:joined']);
    },
  ),

  contract('open', 'the answer to a return comes before what was missed', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    bob.client.drop();
    await ann.client.request('chat:send', { id: 'missed', text: 'missed' });
    const back = await world.connect();
    const request = { room: world.room('tea'), name: 'Bob', resume: bob.admission.resume, lastSeq: 0 };
    const asked = back.sendRequest('room:join', JSON.stringify(request));
    await back.event('chat:message');
    assert.equal(back.acksOf(asked).length, 1);
    assert.equal(
      back.frames.findIndex((frame) => frame.startsWith('43')),
      0,
      back.frames.join('\n'),
    );
  }),

  contract('open', 'without the last number nothing is replayed', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    bob.client.drop();
    await ann.client.request('chat:send', { id: 'missed', text: 'missed' });
    const back = await world.join('tea', 'Bob', { resume: bob.admission.resume });
    await ann.client.request('chat:send', { id: 'after', text: 'after' });
    await back.client.event('chat:message');
    await wasTold(back.client, ['2 chat:message']);
  }),

  contract('open', 'when too much was missed, the newest of it is replayed, in order', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    bob.client.drop();
    // Raised and lowered, which is a change each time.
    for (let count = 1; count <= MORE_THAN_KEPT; count += 1)
      await ann.client.request('state:set', { hand: count % 2 === 1 });
    const back = await world.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 0 });
    await ann.client.request('chat:send', { id: 'after', text: 'after' });
    await back.client.event('chat:message');
    const { seqs } = back.client;
    const [first = 0] = seqs;
    assert.ok(first > 1 && seqs.length > 200, `${String(seqs.length)} from ${String(first)}`);
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => first + index),
    );
    assert.equal(seqs.at(-1), MORE_THAN_KEPT + 1);
  }),

  contract(
    'open',
    'a participant who comes back may have changed meanwhile, and the others are told',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      bob.client.drop();
      await world.join('tea', 'Bobby', { resume: bob.admission.resume, sources: { camera: true } });
      const sources = { ...bob.admission.self.sources, camera: true };
      const { participant } = await ann.client.event('participant:updated');
      assert.deepEqual(participant, { ...bob.admission.self, name: 'Bobby', sources });
    },
  ),

  contract('open', 'a second connection takes the seat, and the first is told and closed', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const second = await world.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 0 });
    assert.equal(second.id, bob.id);
    assert.deepEqual(await bob.client.event('room:ended'), { seq: 1, reason: 'duplicate' });
    await bob.client.closed;
    // The end of the first connection neither vacates the seat nor is told to the others.
    await ann.client.request('signal:send', { to: second.id, description: OFFER });
    assert.equal((await second.client.event('signal:message')).seq, 1);
    await wasTold(ann.client, ['1 participant:joined']);
    assert.equal(second.client.eventNames.includes('room:ended'), false);
  }),

  ...SPOILT.map(([what, spoil]) =>
    contract('open', `a ticket that is ${what} makes its bearer a newcomer`, async (world) => {
      const ann = await world.join('tea', 'Ann');
      const other = await world.join('coffee', 'Ann');
      const { resume } = what === 'of another room' ? other.admission : ann.admission;
      const mallory = await world.join('tea', 'Ann', { resume: spoil(resume), lastSeq: 0 });
      assert.ok(mallory.id !== ann.id && mallory.id !== other.id);
      assert.equal(mallory.admission.self.role, 'guest');
      assert.deepEqual(mallory.admission.participants, [ann.admission.self]);
    }),
  ),

  contract('open', 'a participant who left has no seat to come back to, and is not host again', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    await ann.client.request('room:leave');
    await bob.client.event('participant:updated');
    const back = await world.join('tea', 'Ann', { resume: ann.admission.resume });
    assert.deepEqual([back.admission.self.role, back.client.seqs], ['guest', []]);
  }),

  contract('short-grace', 'a seat that is not taken back in time is a leave, and the next is host', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    ann.client.drop();
    assert.equal((await bob.client.event('participant:left')).reason, 'network');
    const { participant } = await bob.client.event('participant:updated');
    assert.deepEqual(participant, { ...bob.admission.self, role: 'host' });
    const back = await world.join('tea', 'Ann', { resume: ann.admission.resume });
    assert.deepEqual([back.id, back.admission.self.role], [ann.id, 'guest']);
  }),

  contract('short-grace', 'a place in the lobby that is not taken back in time is given up', async (world) => {
    const ann = await world.join('tea', 'Ann');
    await ann.client.request('moderate:lobby', { on: true });
    const bob = await world.knock('tea', 'Bob');
    const { participant } = await ann.client.event('lobby:knocked');
    bob.client.drop();
    assert.equal((await ann.client.event('lobby:gone')).id, (participant as { id: string }).id);
  }),
];
