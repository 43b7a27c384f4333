import assert from 'node:assert/strict';
import type { WireClient, WireEvent } from '../../../harness/server/wire-client.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done } from '../contract-world.js';

const SIZE = 30;
const READING = { features: ['gathered'], sources: { microphone: true } };

/** What a page was told, one event each. */
function single({ events }: WireClient): WireEvent[] {
  return events.flatMap((event) => (event.name === 'gathered' ? (event.payload.events as WireEvent[]) : [event]));
}

/** Whom a page was told that they are muted. */
function muted(client: WireClient): string[] {
  return single(client)
    .filter(({ name }) => name === 'participant:updated')
    .map(({ payload }) => (payload.participant as { id: string }).id);
}

/** Large rooms, on the wire: events that come in one message. */
export const GATHERED_CONTRACT: readonly ContractCase[] = [
  contract(
    'large-room',
    'in a large room much that happens at once is few messages to a page that reads them, and all of it to any other',
    async (world) => {
      const ann = await world.join('tea', 'Ann', READING);
      const old = await world.join('tea', 'Old', { sources: READING.sources });
      const others = [];
      for (let count = 2; count < SIZE; count += 1) others.push(await world.join('tea', 'Member', READING));
      const last = others.at(-1);
      assert.ok(last);
      const before = ann.client.events.length;
      done(await ann.client.request('moderate:mute'));
      // The chat takes along what waits before it.
      done(await last.client.request('chat:send', { id: 'm', text: 'hello' }));
      await Promise.all([ann, old].map(({ client }) => client.event('chat:message')));
      const ids = [old, ...others].map(({ id }) => id);
      assert.deepEqual(muted(ann.client), ids);
      assert.deepEqual(muted(old.client), ids);
      assert.ok(ann.client.events.length - before <= 4, String(ann.client.events.length - before));
      assert.ok(!old.client.eventNames.includes('gathered'));
      for (const { client } of [ann, old]) {
        const seqs = single(client).map(({ payload }) => payload.seq);
        assert.deepEqual(
          seqs,
          seqs.map((_, index) => index + 1),
        );
      }
    },
  ),

  contract(
    'large-room',
    'what is gathered has the number of its last event, by which a page comes back',
    async (world) => {
      const ann = await world.join('tea', 'Ann', READING);
      const others = [];
      for (let count = 1; count < SIZE; count += 1) others.push(await world.join('tea', 'Member', READING));
      const bob = others[0];
      assert.ok(bob);
      done(await ann.client.request('moderate:mute'));
      const { seq, events } = await bob.client.event('gathered', (payload) =>
        (payload.events as WireEvent[]).some(({ name }) => name === 'participant:updated'),
      );
      assert.equal(seq, (events as WireEvent[]).at(-1)?.payload.seq);
      bob.client.drop();
      const back = await world.join('tea', 'Bob', { ...READING, resume: bob.admission.resume, lastSeq: seq });
      done(await ann.client.request('chat:send', { id: 'm', text: 'hello' }));
      await back.client.event('chat:message');
      const [first] = single(back.client);
      assert.equal(first?.payload.seq, seq + 1);
    },
  ),
];
