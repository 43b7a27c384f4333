import assert from 'node:assert/strict';
import { NotConnected } from '../../../harness/browser/not-connected.js';
import type { WireAck } from '../../../harness/server/wire-client.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused } from '../contract-world.js';

const TEA = '\u{1f375}';

const JOINS: readonly [what: string, join: object, code: string][] = [
  ['no room', { name: 'Ann' }, 'invalid-room'],
  ['a room that is a number', { room: 5, name: 'Ann' }, 'invalid-room'],
  ['a room that is a list', { room: [], name: 'Ann' }, 'invalid-room'],
  ['an empty room', { room: '   ', name: 'Ann' }, 'invalid-room'],
  ['a room of 65 characters', { room: 'x'.repeat(65), name: 'Ann' }, 'invalid-room'],
  ['a room with a control character', { room: 'a\u0000b', name: 'Ann' }, 'invalid-room'],
  ['no name', { room: 'tea' }, 'invalid-name'],
  ['an empty name', { room: 'tea', name: '' }, 'invalid-name'],
  ['a name of 65 characters', { room: 'tea', name: TEA.repeat(65) }, 'invalid-name'],
  ['a name of two lines', { room: 'tea', name: 'Ann\nBob' }, 'invalid-name'],
  ['a number for a token', { room: 'tea', name: 'Ann', token: 5 }, 'bad-request'],
  ['a negative lastSeq', { room: 'tea', name: 'Ann', lastSeq: -1 }, 'bad-request'],
  [
    'an offer too long',
    { room: 'tea', name: 'Ann', offer: { type: 'offer', sdp: 'x'.repeat(40_000) } },
    'message-too-large',
  ],
];

/** The limits, and what happens beyond them. */
export const LIMITS_CONTRACT: readonly ContractCase[] = [
  ...JOINS.map(([what, join, code]) =>
    contract('open', `a join with ${what} is refused with ${code}`, async (world) => {
      const client = await world.connect();
      refused(await client.request('room:join', join), code);
      // The connection still works.
      await client.join(world.room('tea'), TEA.repeat(64));
    }),
  ),

  contract('open', 'texts may be as long as the page says, and no longer', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const { client } = ann;
    const to = bob.id;
    done(await client.request('chat:send', { id: 'm', text: TEA.repeat(4000) }));
    refused(await client.request('chat:send', { id: 'm', text: 'x'.repeat(4001) }), 'message-too-large');
    const sdp = 'x'.repeat(32_768);
    done(await client.request('signal:send', { to, description: { type: 'offer', sdp } }));
    const longer = { type: 'offer', sdp: `${sdp}x` };
    refused(await client.request('signal:send', { to, description: longer }), 'message-too-large');
    done(await client.request('signal:send', { to, candidate: { candidate: 'x'.repeat(1024) } }));
    refused(await client.request('signal:send', { to, candidate: { candidate: 'x'.repeat(1025) } }), 'bad-request');
    refused(await client.request('chat:send', { id: 'x'.repeat(65), text: 'x' }), 'bad-request');
    refused(await client.request('room:join', { room: 'r', name: 'n', resume: 'x'.repeat(8193) }), 'bad-request');
  }),

  ...[70_000, 1_100_000].map((sizeBytes) =>
    contract(
      'open',
      `${String(sizeBytes)} bytes cost their sender the connection, not the seat, and disturb no one else`,
      async (world) => {
        const [ann, bob, mallory] = await world.joined('tea', 'Ann', 'Bob', 'Mallory');
        mallory.client.sendRequest('chat:send', JSON.stringify({ id: 'm', text: 'x', padding: 'x'.repeat(sizeBytes) }));
        await mallory.client.closed;
        done(await bob.client.request('chat:send', { id: 'still', text: 'here' }));
        await ann.client.event('chat:message');
        assert.deepEqual(ann.client.eventNames, ['participant:joined', 'participant:joined', 'chat:message']);
        const back = await world.join('tea', 'Mallory', { resume: mallory.admission.resume });
        assert.equal(back.id, mallory.id);
      },
    ),
  ),

  contract('open', '60 kB are read', async (world) => {
    await world.join('tea', 'Ann', { padding: 'x'.repeat(60_000) });
  }),

  contract('small-limits', 'a full room refuses newcomers until a participant leaves', async (world) => {
    const [ann] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    refused((await world.knock('tea', 'Dee')).ack, 'room-full');
    await ann.client.request('room:leave');
    const other = await world.connect({}, '2001:db8:ffff::1');
    await other.join(world.room('tea'), 'Dee');
  }),

  contract('small-limits', 'a full lobby refuses newcomers', async (world) => {
    const ann = await world.join('tea', 'Ann');
    await ann.client.request('moderate:lobby', { on: true });
    done((await world.knock('tea', 'Bob')).ack);
    refused((await world.knock('tea', 'Cy')).ack, 'room-full');
  }),

  contract(
    'small-limits',
    'beyond its limit an address gets no new joins; participants with a seat stay and may come back',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      const { client } = await world.knock('coffee', 'Cy');
      await client.request('room:leave');
      done(await client.request('room:join', { room: world.room('coffee'), name: 'Cy' }));
      await client.request('room:leave');
      refused(await client.request('room:join', { room: world.room('coffee'), name: 'Cy' }), 'rate-limited');
      const forged = { room: world.room('tea'), name: 'Cy', resume: 'e30.AAAA' };
      refused(await client.request('room:join', forged), 'rate-limited');
      done(await bob.client.request('state:set', { hand: true }));
      await ann.client.event('participant:updated');
      bob.client.drop();
      assert.equal((await world.join('tea', 'Bob', { resume: bob.admission.resume })).id, bob.id);
      const elsewhere = await world.connect({}, '2001:db8:fffe::1');
      await elsewhere.join(world.room('coffee'), 'Dee');
    },
  ),

  contract(
    'small-limits',
    'beyond its limit an address gets no new connections, and its participants stay',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      for (let count = 0; count < 4; count += 1) await world.connect();
      await assert.rejects(world.connect(), NotConnected);
      done(await bob.client.request('state:set', { hand: true }));
      await ann.client.event('participant:updated');
      await world.connect({}, '2001:db8:fffd::1');
    },
  ),

  contract('small-limits', 'chat has a limit of its own', async (world) => {
    const { client } = await world.join('tea', 'Ann');
    const message = { id: 'm', text: 'x' };
    for (let count = 0; count < 2; count += 1) done(await client.request('chat:send', message));
    refused(await client.request('chat:send', message), 'rate-limited');
    done(await client.request('state:set', { hand: true }));
  }),

  contract('open', 'a reaction is one emoji, and reaches those whose pages show reactions, once', async (world) => {
    const features = ['react'];
    const [ann, bob, cas] = [
      await world.join('tea', 'Ann', { features }),
      await world.join('tea', 'Bob', { features }),
      await world.join('tea', 'Cas'),
    ];
    for (const emoji of ['', 'x', '👏👏', '<b>', '1', `👏${'\u200d👏'.repeat(10)}\ufe0f`]) {
      refused(await ann.client.request('react', { id: '1', emoji }), 'bad-request');
    }
    done(await ann.client.request('react', { id: '2', emoji: '👏' }));
    done(await ann.client.request('react', { id: '3', emoji: '❤️', to: [bob.id, cas.id, 'nobody', ann.id] }));
    done(await ann.client.request('react', { id: '5', emoji: `👏${'\u200d👏'.repeat(10)}`, to: [cas.id] }));
    done(await ann.client.request('react', { id: '4', emoji: '🎉', to: [cas.id] }));
    done(await ann.client.request('chat:send', { id: 'after', text: 'x' }));
    await cas.client.event('chat:message');
    const { from } = await bob.client.event('react');
    assert.equal(from, ann.id);
    await bob.client.event('chat:message');
    const heard = bob.client.eventNames.filter((name) => name === 'react');
    assert.deepEqual([heard.length, cas.client.eventNames.includes('react')], [2, false]);
  }),

  contract('small-rooms', 'reactions have a limit of their own', async (world) => {
    const { client } = await world.join('tea', 'Ann');
    for (let count = 0; count < 2; count += 1) done(await client.request('react', { id: 'r', emoji: '👏' }));
    refused(await client.request('react', { id: 'r', emoji: '👏' }), 'rate-limited');
    done(await client.request('state:set', { hand: true }));
  }),

  contract('open', 'raised hands have the same order for all, and a place until they are lowered', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const raise = async ({ client }: typeof ann, hand: boolean) => client.request('state:set', { hand });
    assert.equal((await raise(bob, true)).handOrder, 1);
    assert.equal((await raise(ann, true)).handOrder, 2);
    assert.equal((await raise(bob, true)).handOrder, 1);
    assert.equal((await raise(bob, false)).handOrder, undefined);
    assert.equal((await raise(bob, true)).handOrder, 3);
    const cas = await world.join('tea', 'Cas');
    assert.deepEqual(
      cas.admission.participants.map(({ handOrder }) => handOrder),
      [2, 3],
    );
  }),

  contract('small-rooms', 'changes of state have a limit of their own', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const change = (hand: boolean) => ann.client.request('state:set', { hand });
    for (const hand of [true, false, true]) done(await change(hand));
    refused(await change(false), 'rate-limited');
    done(await ann.client.request('chat:send', { id: 'm', text: 'x' }));
    done(await bob.client.request('state:set', { hand: true }));
  }),

  contract('small-rooms', 'one address does not fill a room: a quarter of it is for others', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    const { ack } = await world.knock('tea', 'Dee');
    refused(ack, 'room-full');
    assert.match(ack.error?.message ?? '', /other addresses/);
    // A participant with a seat comes back to it, and a seat that was left is free again.
    bob.client.drop();
    await world.join('tea', 'Bob', { resume: bob.admission.resume });
    const elsewhere = await world.connect({}, '2001:db8:fffc::1');
    await elsewhere.join(world.room('tea'), 'Eve');
    refused((await world.knock('tea', 'Dee')).ack, 'room-full');
    done(await elsewhere.request('room:leave'));
    done(await ann.client.request('room:leave'));
    await world.join('tea', 'Dee');
  }),

  contract('small-rooms', 'one address does not fill a lobby: a quarter of it is for others', async (world) => {
    const ann = await world.connect({}, '2001:db8:fffb::1');
    await ann.join(world.room('tea'), 'Ann');
    done(await ann.request('moderate:lobby', { on: true }));
    for (const name of ['Bob', 'Cy', 'Dee']) assert.equal((await world.knock('tea', name)).ack.lobby, true);
    refused((await world.knock('tea', 'Eve')).ack, 'room-full');
    const elsewhere = await world.connect({}, '2001:db8:fffa::1');
    const ack = await elsewhere.request('room:join', { room: world.room('tea'), name: 'Fay' });
    assert.equal(ack.lobby, true);
  }),

  contract('small-limits', 'asking for ICE servers has a limit of its own', async (world) => {
    const { client } = await world.join('tea', 'Ann');
    done(await client.request('ice:refresh'));
    refused(await client.request('ice:refresh'), 'rate-limited');
    done(await client.request('state:set', { hand: true }));
  }),

  contract(
    'small-limits',
    'a flood is answered with rate-limited, then cut off; its seat is kept and its room does not suffer',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      const acks: Promise<WireAck | null>[] = [];
      for (let count = 0; count < 200; count += 1) {
        const id = bob.client.sendRequest('state:set', JSON.stringify({ hand: count % 2 === 0 }));
        acks.push(bob.client.ack(id).catch(() => null));
      }
      await bob.client.closed;
      const codes = new Set((await Promise.all(acks)).map((ack) => (ack?.ok ? 'ok' : ack?.error?.code)));
      codes.delete(undefined);
      assert.deepEqual([...codes], ['ok', 'rate-limited']);
      done(await ann.client.request('state:set', { hand: true }));
      assert.equal((await world.join('tea', 'Bob', { resume: bob.admission.resume })).id, bob.id);
    },
  ),

  contract('one-room', 'a full server begins no further room', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const { ack, client } = await world.knock('coffee', 'Bob');
    refused(ack, 'rate-limited');
    await ann.client.request('room:leave');
    await client.join(world.room('coffee'), 'Bob');
  }),
];
