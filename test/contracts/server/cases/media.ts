import assert from 'node:assert/strict';
import { MOVING, type WireMedia } from '../../../../src/protocol/protocol.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld, type Seated } from '../contract-world.js';

const FOLLOWING = { protocol: 2, features: [MOVING] };
const isOf =
  (epoch: number) =>
  (payload: Record<string, unknown>): boolean =>
    payload.epoch === epoch;

/** Participants in a room of which the first one, its host, chose the media server. */
async function chosen(world: ContractWorld, ...names: string[]): Promise<[Seated, ...Seated[]]> {
  const [first = 'Ann', ...rest] = names;
  const ann = await world.join('tea', first, { ...FOLLOWING, topology: 'sfu' });
  const others = [];
  for (const name of rest) others.push(await world.join('tea', name, FOLLOWING));
  return [ann, ...others];
}

/** Each of these participants joins the media of an epoch, and then has everything. */
async function follow(epoch: number, seated: readonly Seated[]): Promise<void> {
  const serials: unknown[] = [];
  for (const { client } of seated) {
    const ack = await client.request('media:joined', { epoch, sources: ['microphone'] });
    done(ack);
    serials.push(ack.serial);
  }
  for (const { client } of seated) done(await client.request('media:ready', { epoch, serial: serials.at(-1) }));
}

/** A room of two that is at the media server, under epoch 1. */
async function moved(world: ContractWorld): Promise<[Seated, Seated]> {
  const [ann] = await chosen(world, 'Ann');
  await ann.client.event('media:prepare');
  await follow(1, [ann]);
  await ann.client.event('media:commit');
  const bob = await world.join('tea', 'Bob', FOLLOWING);
  return [ann, bob];
}

/** Moves between a mesh and a media server, on a server that has one. */
export const MEDIA_CONTRACT: readonly ContractCase[] = [
  contract('open', 'a room of six is a mesh, and one of seven moves when all have everything', async (world) => {
    const names = ['Ann', 'Bob', 'Cy', 'Di', 'Ed', 'Flo', 'Gus'];
    const seated: Seated[] = [];
    for (const name of names) seated.push(await world.join('tea', name, FOLLOWING));
    for (const { client, admission } of seated) {
      assert.equal(admission.media, undefined);
      const { seq, direct, ...prepared } = await client.event('media:prepare');
      assert.deepEqual([typeof seq, prepared], ['number', { epoch: 1, plane: 'sfu' }]);
      assert.deepEqual(Object.keys(direct as object).slice(0, 2), ['url', 'token']);
    }
    await follow(1, seated);
    for (const { client } of seated) {
      const { seq, ...committed } = await client.event('media:commit');
      assert.deepEqual([typeof seq, committed], ['number', { epoch: 1, plane: 'sfu' }]);
      const { room } = await client.event('room:updated');
      assert.equal((room as { topology: string }).topology, 'sfu');
    }
    const late = await world.join('tea', 'Late', FOLLOWING);
    const { direct, published, ...media } = late.admission.media ?? ({} as Partial<WireMedia>);
    assert.deepEqual(media, { epoch: 1, plane: 'sfu', isMoving: false });
    assert.ok(direct);
    assert.deepEqual(
      published,
      seated.map(({ id }) => ({ id, sources: ['microphone'] })),
    );
    assert.equal(late.admission.room.topology, 'sfu');
  }),

  contract(
    'open',
    'a host chooses the media server and the mesh, and what is sent is told by number',
    async (world) => {
      const [ann, bob] = await chosen(world, 'Ann', 'Bob');
      assert.ok(bob);
      await ann.client.event('media:prepare');
      const { media } = bob.admission;
      // Whether the room was told before Bob came or after that: he is told once.
      const prepared = media ?? (await bob.client.event('media:prepare'));
      assert.deepEqual([prepared.epoch, prepared.plane], [1, 'sfu']);
      await follow(1, [ann, bob]);
      const { seq, ...published } = await ann.client.event('media:published');
      assert.deepEqual(
        [typeof seq, published],
        ['number', { epoch: 1, serial: 2, id: bob.id, sources: ['microphone'] }],
      );
      await ann.client.event('media:commit', isOf(1));
      refused(await bob.client.request('moderate:topology', { plane: 'mesh' }), 'not-allowed');
      done(await ann.client.request('moderate:topology', { plane: 'mesh' }));
      for (const { client } of [ann, bob]) {
        const { direct, plane } = await client.event('media:prepare', isOf(2));
        assert.deepEqual([direct, plane], [undefined, 'mesh']);
      }
      await follow(2, [ann, bob]);
      for (const { client } of [ann, bob]) await client.event('media:commit', isOf(2));
    },
  ),

  contract('open', 'a host who chooses a mesh in a room of eleven is refused, and not in one of ten', async (world) => {
    const [ann] = await chosen(world, 'Ann', ...Array.from({ length: 9 }, (_, index) => `Guest ${String(index)}`));
    done(await ann.client.request('moderate:topology', { plane: 'mesh' }));
    await world.join('tea', 'Late', FOLLOWING);
    refused(await ann.client.request('moderate:topology', { plane: 'mesh' }), 'not-allowed');
    done(await ann.client.request('moderate:topology', { plane: 'auto' }));
  }),

  contract('open', 'a token is for one seat, and for an epoch of now', async (world) => {
    const [ann, bob] = await moved(world);
    const [one, other] = [
      await ann.client.request('media:token', { epoch: 1 }),
      await bob.client.request('media:token', { epoch: 1 }),
    ];
    done(one);
    done(other);
    assert.equal(one.url, other.url);
    assert.notEqual(one.token, other.token);
    for (const epoch of [0, 2, 2 ** 31 - 1]) {
      refused(await bob.client.request('media:token', { epoch }), 'not-allowed', String(epoch));
    }
    refused(await bob.client.request('media:token', { epoch: -1 }), 'bad-request');
    const stranger = await world.connect();
    refused(await stranger.request('media:token', { epoch: 1 }), 'not-allowed');
    const elsewhere = await world.join('coffee', 'Eve', FOLLOWING);
    refused(await elsewhere.client.request('media:token', { epoch: 1 }), 'not-allowed');
  }),

  contract('open', 'what is of another epoch, or cannot be, is refused', async (world) => {
    const [ann, bob] = await moved(world);
    done(await ann.client.request('moderate:topology', { plane: 'mesh' }));
    await bob.client.event('media:prepare', isOf(2));
    for (const [name, payload] of [
      ['media:ready', { epoch: 2, serial: 0 }],
      ['media:ready', { epoch: 3, serial: 0 }],
      ['media:joined', { epoch: 0, sources: [] }],
      ['media:report', { epoch: 7, problem: 'lost' }],
    ] as const) {
      refused(await bob.client.request(name, payload), 'not-allowed', name);
    }
    const joined = await bob.client.request('media:joined', { epoch: 2, sources: ['screen'] });
    refused(await bob.client.request('media:ready', { epoch: 2, serial: Number(joined.serial) + 1 }), 'not-allowed');
    refused(await bob.client.request('media:joined', { epoch: 2, sources: ['window'] }), 'bad-request');
    await follow(2, [ann, bob]);
    await ann.client.event('media:commit', isOf(2));
  }),

  contract('open', 'one who cannot reach the media server has the move given up, and is named', async (world) => {
    const [ann] = await chosen(world, 'Ann');
    await ann.client.event('media:prepare');
    done(await ann.client.request('media:report', { epoch: 1, problem: 'unreachable' }));
    const { missing } = await ann.client.event('media:abort', isOf(1));
    assert.deepEqual(missing, [ann.id]);
    refused(await ann.client.request('media:joined', { epoch: 1, sources: [] }), 'not-allowed');
  }),

  contract('open', 'a participant who lost the connection is told what became of the room meanwhile', async (world) => {
    const [ann, bob] = await moved(world);
    bob.client.drop();
    done(await ann.client.request('moderate:topology', { plane: 'mesh' }));
    await ann.client.event('media:prepare', isOf(2));
    const back = await world.join('tea', 'Bob', { ...FOLLOWING, resume: bob.admission.resume, lastSeq: 99 });
    assert.equal(back.id, bob.id);
    const { media } = back.admission;
    // The server may have noticed the loss before, or after it.
    assert.deepEqual([media?.epoch, media?.plane, media?.isMoving, media?.present], [2, 'mesh', true, 1]);
    await follow(2, [back, ann]);
    await back.client.event('media:commit', isOf(2));
  }),

  contract('open', 'tokens and reports of one connection have limits of their own', async (world) => {
    const [ann, bob] = await moved(world);
    for (const [name, payload] of [
      ['media:token', { epoch: 1 }],
      ['media:report', { epoch: 1, problem: 'overloaded' }],
    ] as const) {
      for (let each = 0; each < 20; each += 1) done(await bob.client.request(name, payload));
      refused(await bob.client.request(name, payload), 'rate-limited', name);
    }
    done(await ann.client.request('media:token', { epoch: 1 }));
  }),
];
