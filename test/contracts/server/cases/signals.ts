import assert from 'node:assert/strict';
import { contract, type ContractCase } from '../contract-case.js';
import { wasTold } from '../contract-world.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };

/** What one participant passes on to another through the server. */
export const SIGNALS_CONTRACT: readonly ContractCase[] = [
  contract('open', 'a signal arrives with its sender, in order, and without unknown fields', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const to = ann.id;
    const from = bob.id;
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };
    const acks = await Promise.all([
      bob.client.request('signal:send', { to, description: OFFER, generation: 1, from: 'someone-else', extra: 1 }),
      bob.client.request('signal:send', { to, candidate, generation: 1 }),
      bob.client.request('signal:send', { to, candidate: { candidate: '' }, generation: 2 }),
      bob.client.request('signal:send', { to, ask: 'offer', sources: ['screen'], generation: 3 }),
    ]);
    assert.deepEqual(acks, Array(4).fill({ ok: true }));
    await ann.client.event('signal:message', ({ generation }) => generation === 3);
    assert.deepEqual(ann.client.events.slice(1), [
      { name: 'signal:message', payload: { seq: 2, from, description: OFFER, generation: 1 } },
      { name: 'signal:message', payload: { seq: 3, from, candidate, generation: 1 } },
      { name: 'signal:message', payload: { seq: 4, from, candidate: { candidate: '' }, generation: 2 } },
      { name: 'signal:message', payload: { seq: 5, from, ask: 'offer', sources: ['screen'], generation: 3 } },
    ]);
  }),

  contract('open', 'a signal reaches its addressee, and no one else', async (world) => {
    const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    await ann.client.request('signal:send', { to: bob.id, description: OFFER });
    await ann.client.request('chat:send', { id: 'a1', text: 'after' });
    await cy.client.event('chat:message');
    await wasTold(cy.client, ['1 chat:message']);
    assert.equal((await bob.client.event('signal:message')).from, ann.id);
  }),

  contract('open', 'chat goes unchanged to all others, and a private message to its addressee only', async (world) => {
    const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    const ack = await ann.client.request('chat:send', { id: 'm1', text: 'psst', to: bob.id, from: 'x' });
    assert.ok(ack.ok && typeof ack.at === 'number');
    await ann.client.request('chat:send', { id: 'm2', text: ' <b>hi</b> ' });
    const whispered = await bob.client.event('chat:message', ({ id }) => id === 'm1');
    assert.deepEqual(whispered, {
      ...{ seq: 2, id: 'm1', from: ann.id, name: 'Ann', text: 'psst', to: bob.id, at: ack.at },
    });
    const said = await cy.client.event('chat:message');
    assert.deepEqual([said.text, said.from, said.to], [' <b>hi</b> ', ann.id, undefined]);
    await wasTold(cy.client, ['1 chat:message']);
    assert.equal(ann.client.eventNames.includes('chat:message'), false);
  }),

  contract('open', 'an offer in the join is handed to the eldest, whom the answer names', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const cy = await world.join('tea', 'Cy', { offer: OFFER });
    assert.equal(cy.admission.offeredTo, ann.id);
    const handed = await ann.client.event('signal:message');
    assert.deepEqual(handed, { seq: 3, from: cy.id, description: OFFER, generation: 1 });
    await cy.client.request('chat:send', { id: 'c1', text: 'after' });
    await bob.client.event('chat:message');
    await wasTold(bob.client, ['1 participant:joined', '2 chat:message']);
  }),

  contract('open', 'an offer in the join to an empty room is dropped', async (world) => {
    const { admission } = await world.join('tea', 'Ann', { offer: OFFER });
    assert.equal(admission.offeredTo, undefined);
  }),
];
