import assert from 'node:assert/strict';
import type { WireClient } from '../../../harness/server/wire-client.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type Seated } from '../contract-world.js';

const features = ['chat-delete'];

/** What a participant was told of the chat, in order: texts of messages, and whose were deleted by whom. */
const told = ({ events }: WireClient): string[] =>
  events
    .filter(({ name }) => name.startsWith('chat:'))
    .map(({ name, payload: { id, text } }) => (name === 'chat:message' ? String(text) : `${String(id)} deleted`));

async function write({ client }: Seated, id: string, to?: string): Promise<void> {
  done(await client.request('chat:send', { id, text: id, ...(to !== undefined && { to }) }));
}

/** Resolves once each of them has been told all that was passed on before. */
async function toldAll(writer: Seated, ...readers: Seated[]): Promise<void> {
  await write(writer, 'the last');
  for (const { client } of readers) await client.event('chat:message', ({ text }) => text === 'the last');
}

/** Messages that are deleted for all. */
export const DELETED_CHAT_CONTRACT: readonly ContractCase[] = [
  contract('open', 'a message is deleted by its author, for those whose pages know it', async (world) => {
    const ann = await world.join('tea', 'Ann', { features });
    const bob = await world.join('tea', 'Bob', { features });
    const old = await world.join('tea', 'Old');
    assert.ok(ann.admission.features?.includes('chat-delete'));
    await write(bob, 'm1');
    done(await bob.client.request('chat:delete', { id: 'm1' }));
    const { id, from, by } = await ann.client.event('chat:deleted');
    assert.deepEqual([id, from, by], ['m1', bob.id, bob.id]);
    await toldAll(ann, bob, old);
    assert.deepEqual(told(old.client), ['m1', 'the last']);
    assert.deepEqual(told(bob.client), ['the last'], 'the one who deletes is told by the ack');
  }),

  contract('open', 'a message is deleted by who may mute its author, and by no other', async (world) => {
    const host = await world.join('tea', 'Host', { features });
    const cohost = await world.join('tea', 'Cohost', { features });
    const guest = await world.join('tea', 'Guest', { features });
    done(await host.client.request('moderate:role', { id: cohost.id, role: 'cohost' }));
    refused(await guest.client.request('chat:delete', { id: 'm1', from: host.id }), 'not-allowed');
    refused(await guest.client.request('chat:delete', { id: 'm1', from: 'nobody' }), 'not-allowed');
    refused(await cohost.client.request('chat:delete', { id: 'm1', from: host.id }), 'not-allowed');
    refused(await guest.client.request('chat:delete', { id: '', from: guest.id }), 'bad-request');
    done(await cohost.client.request('chat:delete', { id: 'm2', from: guest.id }));
    done(await host.client.request('chat:delete', { id: 'm3', from: 'gone' }));
    await toldAll(host, guest);
    assert.deepEqual(told(guest.client), ['m2 deleted', 'm3 deleted', 'the last']);
  }),

  contract('open', 'of a private message only its addressee is told', async (world) => {
    const ann = await world.join('tea', 'Ann', { features });
    const bob = await world.join('tea', 'Bob', { features });
    const cy = await world.join('tea', 'Cy', { features });
    await write(ann, 'm1', bob.id);
    done(await ann.client.request('chat:delete', { id: 'm1', to: bob.id }));
    done(await ann.client.request('chat:delete', { id: 'm2', to: 'gone' }));
    await toldAll(ann, bob, cy);
    assert.deepEqual([told(bob.client), told(cy.client)], [['m1', 'm1 deleted', 'the last'], ['the last']]);
  }),

  contract(
    'short-grace',
    'who lost their seat is told when they are back, and gets no deleted message',
    async (world) => {
      const ann = await world.join('tea', 'Ann', { features });
      const bob = await world.join('tea', 'Bob', { features });
      await write(ann, 'm1');
      await bob.client.event('chat:message');
      const lastSeq = bob.client.seqs.at(-1) ?? 0;
      bob.client.drop();
      await write(ann, 'on a lost connection');
      done(await ann.client.request('chat:delete', { id: 'on a lost connection' }));
      await ann.client.event('participant:left');
      await write(ann, 'm2');
      await write(ann, 'm3');
      done(await ann.client.request('chat:delete', { id: 'm1' }));
      done(await ann.client.request('chat:delete', { id: 'm2' }));
      const back = await world.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq, features });
      await toldAll(ann, back);
      const all = ['on a lost connection deleted', 'm3', 'm1 deleted', 'm2 deleted', 'the last'];
      assert.deepEqual([back.id, told(back.client)], [bob.id, all]);
    },
  ),

  contract('small-limits', 'deletions count as messages do', async (world) => {
    const { client } = await world.join('tea', 'Ann', { features });
    done(await client.request('chat:send', { id: 'm', text: 'x' }));
    done(await client.request('chat:delete', { id: 'm' }));
    refused(await client.request('chat:delete', { id: 'm' }), 'rate-limited');
  }),
];
