import assert from 'node:assert/strict';
import type { WireClient } from '../../../harness/server/wire-client.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld, type Seated } from '../contract-world.js';

/** The chat messages that a participant received, in order, each with its author. */
const read = ({ events }: WireClient): string[] =>
  events
    .filter(({ name }) => name === 'chat:message')
    .map(({ payload }) => `${String(payload['name'])}: ${String(payload['text'])}`);

let count = 0;
async function write({ client }: Seated, text: string, to?: string): Promise<void> {
  count += 1;
  done(await client.request('chat:send', { id: `m${String(count)}`, text, ...(to !== undefined && { to }) }));
}

/** Loses the connection of the last of these participants, and their seat with it. */
async function lose(...people: readonly Seated[]): Promise<void> {
  const [lost, ...others] = [...people].reverse();
  lost?.client.drop();
  for (const { client } of others) await client.event('participant:left', ({ id }) => id === lost?.id);
}

/** Comes back by the ticket; resolves once everything kept has been sent. */
async function back(world: ContractWorld, lost: Seated, witness: Seated): Promise<Seated> {
  const lastSeq = lost.client.seqs.at(-1) ?? 0;
  const again = await world.join('tea', 'Bob', { resume: lost.admission.resume, lastSeq });
  assert.equal(again.id, lost.id);
  await write(witness, 'the last');
  await toldLast(again.client);
  return again;
}

/** Resolves once `client` has received all of that: each client gets it at its own time. */
async function toldLast(client: WireClient): Promise<void> {
  await client.event('chat:message', ({ text }) => text === 'the last');
}

/** Messages for a participant whose seat was given up because their connection was lost. */
export const KEPT_CHAT_CONTRACT: readonly ContractCase[] = [
  contract('open', 'the server says that it keeps messages', async (world) => {
    const { admission } = await world.join('tea', 'Ann');
    assert.ok(admission.features?.includes('chat-keep'));
  }),

  contract(
    'short-grace',
    'messages for a lost participant are kept beyond the seat, and sent once, in order',
    async (world) => {
      const [ann, cy, bob] = await world.joined('tea', 'Ann', 'Cy', 'Bob');
      await write(ann, 'seen');
      await bob.client.event('chat:message');
      await lose(ann, cy, bob);
      await write(ann, 'one');
      await write(cy, 'two', bob.id);
      await write(ann, 'three');
      await write(cy, 'four');
      const again = await back(world, bob, ann);
      assert.deepEqual(read(again.client), ['Ann: one', 'Cy: two', 'Ann: three', 'Cy: four', 'Ann: the last']);
      // A private message is for one participant alone.
      await toldLast(cy.client);
      assert.deepEqual(read(cy.client), ['Ann: seen', 'Ann: one', 'Ann: three', 'Ann: the last']);
      await lose(ann, again);
      const third = await back(world, again, ann);
      assert.deepEqual(read(third.client), ['Ann: the last']);
    },
  ),

  contract(
    'short-grace',
    'messages that were sent to a lost connection, and did not arrive, are kept too',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      await write(ann, 'seen');
      await bob.client.event('chat:message');
      bob.client.drop();
      await write(ann, 'while the seat is kept');
      await ann.client.event('participant:left');
      const again = await back(world, bob, ann);
      assert.deepEqual(read(again.client), ['Ann: while the seat is kept', 'Ann: the last']);
    },
  ),

  contract('short-grace', 'the author is named, also when they left meanwhile', async (world) => {
    const [ann, cy, bob] = await world.joined('tea', 'Ann', 'Cy', 'Bob');
    await lose(ann, cy, bob);
    await write(cy, 'good bye', bob.id);
    done(await cy.client.request('room:leave'));
    const again = await back(world, bob, ann);
    assert.deepEqual(read(again.client), ['Cy: good bye', 'Ann: the last']);
  }),

  contract('short-grace', 'the same message sent twice is kept once', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    await lose(ann, bob);
    for (const text of ['first', 'again'])
      done(await ann.client.request('chat:send', { id: 'same', text, to: bob.id }));
    const again = await back(world, bob, ann);
    assert.deepEqual(read(again.client), ['Ann: first', 'Ann: the last']);
  }),

  contract('short-grace', 'without the last number only what was written after the loss is sent', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    await write(ann, 'before');
    await lose(ann, bob);
    await write(ann, 'after');
    const again = await world.join('tea', 'Bob', { resume: bob.admission.resume });
    await again.client.event('chat:message');
    assert.deepEqual(read(again.client), ['Ann: after']);
  }),

  contract(
    'short-grace',
    'nothing is kept for a participant who left, and no other participant gets private messages',
    async (world) => {
      const [ann, cy, bob] = await world.joined('tea', 'Ann', 'Cy', 'Bob');
      done(await cy.client.request('room:leave'));
      await ann.client.event('participant:left');
      refused(await ann.client.request('chat:send', { id: 'm', text: 'to Cy', to: cy.id }), 'not-allowed');
      await lose(ann, bob);
      await write(ann, 'for Bob', bob.id);
      const stranger = await world.join('tea', 'Bob');
      await write(ann, 'for all');
      await stranger.client.event('chat:message');
      assert.deepEqual(read(stranger.client), ['Ann: for all']);
      refused(await ann.client.request('signal:send', { to: bob.id, ask: 'offer' }), 'not-allowed');
      refused(await ann.client.request('chat:send', { id: 'm', text: 'to nobody', to: 'nobody' }), 'not-allowed');
    },
  ),

  contract(
    'short-grace',
    'with a lobby by now, it is sent once they are let in, and never to a participant who is denied',
    async (world) => {
      const [ann, cy, bob] = await world.joined('tea', 'Ann', 'Cy', 'Bob');
      await lose(ann, cy, bob);
      await lose(ann, cy);
      done(await ann.client.request('moderate:lobby', { on: true }));
      await write(ann, 'one', bob.id);
      await write(ann, 'two', cy.id);
      const waiting = await world.knock('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 0 });
      const denied = await world.knock('tea', 'Cy', { resume: cy.admission.resume, lastSeq: 0 });
      assert.deepEqual([waiting.ack.lobby, denied.ack.lobby], [true, true]);
      await write(ann, 'three', bob.id);
      await ann.client.event('lobby:knocked', ({ participant }) => (participant as { id: string }).id === bob.id);
      done(await ann.client.request('moderate:admit', { id: bob.id }));
      done(await ann.client.request('moderate:deny', { id: cy.id }));
      await denied.client.event('lobby:denied');
      await write(ann, 'the last');
      await toldLast(waiting.client);
      assert.deepEqual(read(waiting.client), ['Ann: one', 'Ann: three', 'Ann: the last']);
      assert.deepEqual(waiting.client.eventNames[0], 'lobby:admitted');
      assert.deepEqual(read(denied.client), []);
      refused(await ann.client.request('chat:send', { id: 'm', text: 'to Cy', to: cy.id }), 'not-allowed');
    },
  ),

  contract('short-grace', 'a ticket of another life of the room does not give what is kept', async (world) => {
    const early = await world.join('tea', 'Bob');
    done(await early.client.request('room:leave'));
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', 'Bob', { resume: early.admission.resume });
    assert.equal(bob.id, early.id);
    await lose(ann, bob);
    await write(ann, 'for Bob', bob.id);
    const other = await world.join('tea', 'Bob', { resume: early.admission.resume, lastSeq: 0 });
    assert.notEqual(other.id, bob.id);
    const again = await back(world, bob, ann);
    assert.deepEqual(read(again.client), ['Ann: for Bob', 'Ann: the last']);
    await toldLast(other.client);
    assert.deepEqual(read(other.client), ['Ann: the last']);
  }),
];
