import assert from 'node:assert/strict';
import type { WireAck } from '../../harness/server/wire-client.js';
import { contract, type ContractCase } from './contract-case.js';
import { done, refused, wasTold, type ContractWorld } from './contract-world.js';

/** What a connection without a seat is told of a room. */
async function peek(world: ContractWorld, word: string, more: object = {}): Promise<WireAck> {
  const client = await world.connect();
  return await client.request('room:peek', { room: world.room(word), ...more });
}

/** Who is inside, as those who have not joined yet are told. */
export const PEEK_CONTRACT: readonly ContractCase[] = [
  contract(
    'open',
    'who is in a room is told before joining, the eldest first, and those inside see nothing',
    async (world) => {
      assert.deepEqual(await peek(world, 'tea'), { ok: true, count: 0, names: [] });
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      assert.deepEqual(await peek(world, 'tea'), { ok: true, count: 2, names: ['Ann', 'Bob'], topology: 'mesh' });
      done(await bob.client.request('state:set', { name: 'Bobby' }));
      await ann.client.request('room:leave');
      assert.deepEqual(await peek(world, 'tea'), { ok: true, count: 1, names: ['Bobby'], topology: 'mesh' });
      await wasTold(bob.client, ['1 participant:left', '2 participant:updated']);
    },
  ),

  contract('open', 'a connection may look into several rooms and join one of them', async (world) => {
    await world.join('tea', 'Ann');
    await world.join('coffee', 'Cy');
    const client = await world.connect();
    for (const [word, name] of [
      ['tea', 'Ann'],
      ['coffee', 'Cy'],
      ['tea', 'Ann'],
    ] as const) {
      assert.deepEqual((await client.request('room:peek', { room: world.room(word) })).names, [name]);
    }
    await client.join(world.room('coffee'), 'Bob');
    refused(await client.request('room:peek', { room: world.room('tea') }), 'not-allowed', 'with a seat');
    refused(await client.request('room:join', { room: world.room('tea'), name: 'Bob' }), 'not-allowed', 'with a seat');
    await client.request('room:leave');
    done(await client.request('room:peek', { room: world.room('tea') }));
  }),

  contract('open', 'ten are named, and all are counted', async (world) => {
    const names = Array.from({ length: 11 }, (_, index) => `P${String(index)}`);
    await world.joined('tea', ...names);
    assert.deepEqual(await peek(world, 'tea'), {
      ok: true,
      count: 11,
      names: names.slice(0, 10),
      topology: 'mesh',
    });
  }),

  contract('open', 'nothing is told of a room with a lock or a lobby', async (world) => {
    const ann = await world.join('tea', 'Ann');
    for (const request of ['moderate:lock', 'moderate:lobby']) {
      done(await ann.client.request(request, { on: true }));
      assert.deepEqual(await peek(world, 'tea'), { ok: true }, request);
      done(await ann.client.request(request, { on: false }));
    }
    assert.equal((await peek(world, 'tea')).count, 1);
  }),

  contract('lobby', 'where rooms begin with a lobby, not even an empty one is told of', async (world) => {
    assert.deepEqual(await peek(world, 'tea'), { ok: true });
    await world.join('tea', 'Ann');
    assert.deepEqual(await peek(world, 'tea'), { ok: true });
  }),

  contract('peek-count', 'a server may tell the number alone', async (world) => {
    await world.join('tea', 'Ann');
    assert.deepEqual(await peek(world, 'tea'), { ok: true, count: 1, topology: 'mesh' });
  }),

  contract('peek-off', 'a server may tell nothing', async (world) => {
    await world.join('tea', 'Ann');
    assert.deepEqual(await peek(world, 'tea'), { ok: true });
  }),

  contract('tokens', 'who is inside is told to those whom a token would let in', async (world) => {
    const token = await world.token('tea', { role: 'host', sub: 'ann' });
    const ann = await world.join('tea', 'Ann', { token });
    refused(await peek(world, 'tea'), 'unauthorized');
    refused(await peek(world, 'tea', { token: await world.token('coffee') }), 'unauthorized');
    refused(await peek(world, 'tea', { token: await world.token('tea', {}, { exp: '-1 minute' }) }), 'token-expired');
    assert.deepEqual((await peek(world, 'tea', { token: await world.token('tea') })).names, ['Ann']);
    const bobs = await world.token('tea', { sub: 'bob' });
    const bob = await world.join('tea', 'Bob', { token: bobs });
    done(await ann.client.request('moderate:remove', { id: bob.id }));
    assert.deepEqual(await peek(world, 'tea', { token: bobs }), { ok: true }, 'to one who was removed');
  }),

  contract('open', 'a room without a valid name cannot be looked into', async (world) => {
    const client = await world.connect();
    for (const room of [undefined, 5, '  ', 'x'.repeat(65)]) {
      refused(await client.request('room:peek', { room }), 'invalid-room');
    }
    refused(await client.request('room:peek', { room: 'tea', token: 5 }), 'bad-request');
    refused(await client.request('room:peek', []), 'bad-request');
  }),

  contract('small-limits', 'looking into rooms has a limit of its own', async (world) => {
    const client = await world.connect();
    const look = (): Promise<WireAck> => client.request('room:peek', { room: world.room('tea') });
    done(await look());
    done(await look());
    refused(await look(), 'rate-limited');
    await client.join(world.room('tea'), 'Ann');
  }),
];
