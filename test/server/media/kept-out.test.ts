import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireDirect } from '../../../src/protocol/protocol.js';
import type { Claims } from '../../../src/room-server/index.js';
import { MediaWorld, type Member } from './media-world.js';

async function tokenOf({ connection }: Member): Promise<WireDirect> {
  return (await connection.request('media:token', { epoch: 1 })) as unknown as WireDirect;
}

/** All of them enter the media server. */
async function enterAll(world: MediaWorld, members: readonly Member[]): Promise<void> {
  for (const member of members) world.media.enter(await tokenOf(member));
}

/** The ids of those who are in rooms of the media server. */
function inside(world: MediaWorld): string[] {
  return world.media.rooms.flatMap(({ guests }) => guests.map(({ id }) => id)).sort();
}

const idsOf = (members: readonly Member[]): string[] => members.map(({ id }) => id).sort();

async function comeBack(world: MediaWorld, members: readonly Member[], more: object = {}): Promise<Member[]> {
  const back: Member[] = [];
  for (const { admission } of members) {
    back.push(await world.join('Back', { resume: admission.resume, lastSeq: 0, ...more }));
  }
  await world.settle();
  return back;
}

test('who had a seat before a restart and does not come back is put out of the media server', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  await enterAll(world, members);
  world.restart();
  await comeBack(world, members.slice(1));
  world.clock.advance(29_999);
  await world.settle();
  assert.deepEqual(inside(world), idsOf(members));
  world.clock.advance(1);
  await world.settle();
  assert.deepEqual(inside(world), idsOf(members.slice(1)));
});

test('who comes back later than that, with the ticket of then, is let in again', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [late, ...others] = members as [Member, ...Member[]];
  await enterAll(world, members);
  world.restart();
  await comeBack(world, others);
  world.clock.advance(31_000);
  await world.settle();
  await enterAll(world, await comeBack(world, [late]));
  assert.deepEqual(inside(world), idsOf(members));
});

test('who was removed before a restart is put out after it, too', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [host, , removed] = members as [Member, Member, Member];
  await host.connection.request('moderate:remove', { id: removed.id });
  await world.settle();
  const [room] = world.media.rooms;
  assert.ok(room);
  const told: string[] = [];
  room.remove = (id) => {
    told.push(id);
    return Promise.resolve();
  };
  world.restart();
  await comeBack(world, [host]);
  assert.deepEqual(told, [removed.id]);
});

test('who comes back after a restart with a token of a lesser role may send what that may', async () => {
  const verifyToken = (token = 'guest'): Promise<Claims> =>
    Promise.resolve({ role: token as Claims['role'], bearer: 'token:a' });
  const world = new MediaWorld({ verifyToken });
  const members = await world.moved();
  await enterAll(world, members);
  const [room] = world.media.rooms;
  world.restart();
  const [first] = (await comeBack(world, members.slice(0, 1), { token: 'viewer' })) as [Member];
  assert.equal(first.admission.self.role, 'viewer');
  assert.throws(() => room?.send(first.id, 'camera'), /may not be sent/);
});

for (const [what, give] of [
  ['was removed', (host: Member, { id }: Member) => host.connection.request('moderate:remove', { id })],
  [
    'left, and finds the room locked,',
    async (host: Member, { connection }: Member) => {
      await connection.request('room:leave');
      await host.connection.request('moderate:lock', { on: true });
    },
  ],
  [
    'left, and has to wait in the lobby,',
    async (host: Member, { connection }: Member) => {
      await connection.request('room:leave');
      await host.connection.request('moderate:lobby', { on: true });
    },
  ],
] as const) {
  test(`who ${what} does not get into the media server by asking for a seat with an old ticket`, async () => {
    const world = new MediaWorld();
    const members = await world.moved();
    const [host, other] = members as [Member, Member];
    const direct = await tokenOf(other);
    await give(host, other);
    await world.settle();
    assert.throws(() => world.media.enter(direct), /removed/);
    await world.join('Again', { resume: other.admission.resume, lastSeq: 0 }).catch(() => undefined);
    await world.settle();
    assert.throws(() => world.media.enter(direct), /removed/);
  });
}
