import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireDirect } from '../../../src/protocol/protocol.js';
import type { Claims } from '../../../src/room-server/index.js';
import { MediaWorld, toldOf, type Member } from './media-world.js';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;

/** The token that a participant was given with `media:prepare`. */
function directOf({ connection }: Member): WireDirect {
  const found = connection.told.find(({ name, payload }) => name === 'media:prepare' && payload.direct !== undefined);
  assert.ok(found);
  return found.payload.direct as WireDirect;
}

function refusedWith(code: string, words: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof Error && 'code' in error && error.code === code && words.test(error.message);
}

test('all are told of a move at the same time, each with a token of their own', async () => {
  const world = new MediaWorld();
  const members = await world.joined(...NAMES);
  assert.deepEqual(members.map(toldOf), Array(7).fill(['prepare 1 sfu direct']));
  const ids = members.map((member) => world.media.enter(directOf(member)).id);
  assert.deepEqual(
    ids,
    members.map(({ id }) => id),
  );
  assert.ok(members.every(({ media }) => media === undefined));
});

test('the others are told what a participant sends, and of the move once all have everything', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [first] = members;
  assert.ok(first);
  const others = members.slice(1).map(({ id }, index) => `published 1 ${id} ${String(index + 2)}`);
  assert.deepEqual(toldOf(first), ['prepare 1 sfu direct', ...others, 'commit 1 sfu']);
  const update = first.connection.told.find(({ name }) => name === 'room:updated');
  assert.equal((update?.payload.room as { topology: string }).topology, 'sfu');
  assert.deepEqual(world.counted, ['sfu committed']);
  assert.deepEqual(world.server.server.countRooms(), { mesh: 0, sfu: 1 });
});

test('a newcomer is told what there is, with a token, and takes part in it', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const late = await world.join('Late', { offer: { type: 'offer', sdp: '' } });
  const { direct, ...media } = late.media ?? {};
  assert.deepEqual(media, {
    ...{ epoch: 1, plane: 'sfu', isMoving: false },
    published: members.map(({ id }) => ({ id, sources: ['microphone'] })),
  });
  assert.ok(direct);
  assert.equal(world.media.enter(direct).id, late.id);
  assert.equal(late.admission.offeredTo, undefined);
  assert.equal(late.admission.room.topology, 'sfu');
});

test('a newcomer during a move is told where it goes, and brought back when it is given up', async () => {
  const world = new MediaWorld();
  const members = await world.joined(...NAMES);
  await members[0]?.connection.request('media:joined', { epoch: 1, sources: ['camera', 'camera'] });
  const late = await world.join('Late');
  const { direct, ...media } = late.media ?? {};
  const published = [{ id: members[0]?.id, sources: ['camera'] }];
  assert.deepEqual(media, { epoch: 1, plane: 'sfu', isMoving: true, present: 0, published });
  assert.ok(direct);
  world.clock.advance(8000);
  const missing = members.map(({ id }) => id).join(',');
  assert.deepEqual(toldOf(late), [`abort 1 ${missing}`, 'prepare 0 mesh', 'commit 0 mesh']);
  assert.deepEqual(toldOf(members[1] as Member).at(-1), `abort 1 ${missing}`);
  assert.deepEqual(world.counted, ['sfu aborted']);
});

test('a participant who comes back is told what became of the room meanwhile', async () => {
  const world = new MediaWorld();
  const members = await world.joined(...NAMES);
  const last = members[6] as Member;
  last.connection.lose();
  await world.follow(1, members.slice(0, 6));
  const back = await world.join('G', { resume: last.admission.resume, lastSeq: 0 });
  assert.equal(back.id, last.id);
  assert.deepEqual([back.media?.epoch, back.media?.plane, back.media?.isMoving], [1, 'sfu', false]);
  assert.ok(back.media?.direct);
  await world.settle();
  // What was told meanwhile is in the answer, and is not told again.
  assert.deepEqual(toldOf(back), []);
});

test('a token is for a seat, an epoch of now and a media server', async () => {
  const world = new MediaWorld();
  const members = await world.joined(...NAMES);
  const { connection, id } = members[0] as Member;
  const direct = (await connection.request('media:token', { epoch: 1 })) as unknown as WireDirect;
  assert.equal(world.media.enter(direct).id, id);
  await assert.rejects(connection.request('media:token', { epoch: 0 }), refusedWith('not-allowed', /needs no server/));
  await assert.rejects(connection.request('media:token', { epoch: 2 }), refusedWith('not-allowed', /not of now/));
  await world.follow(1, members);
  await assert.rejects(connection.request('media:token', { epoch: 0 }), refusedWith('not-allowed', /not of now/));
  const stranger = world.server.connect();
  await assert.rejects(stranger.request('media:token', { epoch: 1 }), refusedWith('not-allowed', /Join/));
});

test('a token that was being made when its seat was given up is not handed out', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const { connection } = members[3] as Member;
  world.media.stall();
  const asked = assert.rejects(
    connection.request('media:token', { epoch: 1 }),
    refusedWith('not-allowed', /not of now/),
  );
  await members[0]?.connection.request('moderate:remove', { id: members[3]?.id });
  world.media.stall(false);
  await asked;
});

test('a media server that makes no tokens keeps no one out, and is said to be out of reach', async () => {
  const world = new MediaWorld();
  await world.moved();
  const [room] = world.media.rooms;
  room?.end();
  const late = await world.join('Late');
  assert.deepEqual([late.media?.epoch, late.media?.direct], [1, undefined]);
  const asked = late.connection.request('media:token', { epoch: 1 });
  await assert.rejects(asked, refusedWith('sfu-unreachable', /no token/));
});

test('who is removed, leaves or is not back in time is put out of the media server, too', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [host, removed, left, lost] = members as [Member, Member, Member, Member];
  for (const member of members) world.media.enter(directOf(member));
  const [room] = world.media.rooms;
  const inside = (): (string | undefined)[] => room?.guests.map(({ id }) => id) ?? [];
  await host.connection.request('moderate:remove', { id: removed.id });
  await left.connection.request('room:leave');
  await world.settle();
  assert.deepEqual(
    inside(),
    members.filter((each) => each !== removed && each !== left).map(({ id }) => id),
  );
  assert.throws(() => world.media.enter(directOf(removed)));
  lost.connection.lose();
  await world.settle();
  assert.ok(inside().includes(lost.id));
  world.clock.advance(30_000);
  await world.settle();
  assert.ok(!inside().includes(lost.id));
});

test('a moderator’s mute and another role reach the media server', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [host, guest] = members as [Member, Member];
  const told: string[] = [];
  world.media.enter(directOf(guest), (change, source) => told.push(`${change} ${source ?? ''}`));
  const [room] = world.media.rooms;
  // Their page says that it is off, and sends it nevertheless.
  room?.send(guest.id, 'microphone');
  room?.send(guest.id, 'camera');
  await host.connection.request('moderate:mute', { id: guest.id });
  await world.settle();
  assert.deepEqual(told, ['muted microphone']);
  await host.connection.request('moderate:role', { id: guest.id, role: 'viewer' });
  await world.settle();
  assert.deepEqual(told, ['muted microphone', 'muted camera']);
});

test('a viewer may not say that they send something', async () => {
  const claims = (token = 'guest'): Promise<Claims> => Promise.resolve({ role: token as Claims['role'], bearer: '' });
  const world = new MediaWorld({ verifyToken: claims });
  for (const name of NAMES) await world.join(name, { token: name === 'A' ? 'host' : 'guest' });
  const viewer = await world.join('Viewer', { token: 'viewer' });
  await world.settle();
  const asked = viewer.connection.request('media:joined', { epoch: 1, sources: ['camera'] });
  await assert.rejects(asked, refusedWith('not-allowed', /viewer/));
  await viewer.connection.request('media:joined', { epoch: 1, sources: [] });
  world.media.enter((await viewer.connection.request('media:token', { epoch: 1 })) as unknown as WireDirect);
  assert.throws(() => world.media.rooms[0]?.send(viewer.id, 'camera'));
});

test('what a page claims and cannot be is refused, and no one else is disturbed', async () => {
  const world = new MediaWorld();
  const members = await world.joined(...NAMES);
  const { connection } = members[6] as Member;
  for (const [name, payload] of [
    ['media:ready', { epoch: 1, serial: 0 }],
    ['media:ready', { epoch: 9, serial: 0 }],
    ['media:joined', { epoch: 5, sources: [] }],
    ['media:report', { epoch: 7, problem: 'lost' }],
  ] as const) {
    await assert.rejects(connection.request(name, payload), refusedWith('not-allowed', /epoch/), name);
  }
  await world.follow(1, members);
  assert.equal(toldOf(members[0] as Member).at(-1), 'commit 1 sfu');
});

test('without a media server, what is asked of it is refused, and a host may choose the mesh alone', async () => {
  const { createEngine } = await import('../worlds/engine-world.js');
  const connection = createEngine(null).connect();
  const admission = await connection.request('room:join', { room: 'tea', name: 'Ann', features: ['moves'] });
  assert.equal(admission.media, undefined);
  for (const [name, payload] of [
    ['media:joined', { epoch: 0, sources: [] }],
    ['media:ready', { epoch: 0, serial: 0 }],
    ['media:report', { epoch: 0, problem: 'overloaded' }],
    ['media:token', { epoch: 0 }],
    ['moderate:topology', { plane: 'sfu' }],
  ] as const) {
    await assert.rejects(connection.request(name, payload), refusedWith('not-allowed', /no media server/), name);
  }
  await connection.request('moderate:topology', { plane: 'mesh' });
});

test('the host who begins a room, and a host in it, choose how media travels; a guest does not', async () => {
  const world = new MediaWorld();
  const ann = await world.join('Ann', { topology: 'sfu' });
  await world.settle();
  assert.deepEqual(toldOf(ann), ['prepare 1 sfu direct']);
  const bob = await world.join('Bob', { topology: 'mesh' });
  await world.follow(1, [ann]);
  assert.equal(toldOf(bob).at(-1), 'commit 1 sfu');
  const asked = bob.connection.request('moderate:topology', { plane: 'mesh' });
  await assert.rejects(asked, refusedWith('not-allowed', /guest/));
  await ann.connection.request('moderate:topology', { plane: 'mesh' });
  assert.equal(toldOf(bob).at(-1), 'prepare 2 mesh');
});

test('a host who chooses the media server while it is lost is told so, and the room moves once it is back', async () => {
  const world = new MediaWorld();
  const [ann, bob] = (await world.joined('Ann', 'Bob')) as [Member, Member];
  world.media.lose();
  const asked = bob.connection.request('moderate:topology', { plane: 'sfu' });
  await assert.rejects(asked, refusedWith('not-allowed', /./));
  world.media.restore();
  await world.settle();
  world.media.lose();
  const chosen = ann.connection.request('moderate:topology', { plane: 'sfu' });
  await assert.rejects(chosen, refusedWith('sfu-unreachable', /does not answer/));
  await world.settle();
  assert.deepEqual(toldOf(ann), []);
  world.media.restore();
  await world.settle();
  assert.deepEqual(toldOf(ann), ['prepare 1 sfu direct']);
});

test('a host who chooses a mesh for a room too large for one is told so, and the room moves once it is smaller', async () => {
  const world = new MediaWorld();
  const [ann, ...rest] = (await world.moved()) as [Member, ...Member[]];
  const more = await Promise.all(['H', 'I', 'J', 'K'].map((name) => world.join(name)));
  await world.settle();
  const asked = ann.connection.request('moderate:topology', { plane: 'mesh' });
  await assert.rejects(asked, refusedWith('not-allowed', /too large/));
  await assert.rejects(
    (rest[0] as Member).connection.request('moderate:topology', { plane: 'mesh' }),
    refusedWith('not-allowed', /guest/),
  );
  await more[0]?.connection.request('room:leave');
  await world.settle();
  assert.equal(toldOf(ann).at(-1), 'prepare 2 mesh');
});

test('a page that knows nothing of epochs takes part in every later mesh', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [host, second] = members as [Member, Member];
  const old = await world.join('Old', { features: [] });
  await world.settle();
  await world.follow(2, members);
  assert.equal(toldOf(host).at(-1), 'commit 2 mesh');
  assert.deepEqual(toldOf(old), []);
  const signals = ({ connection }: Member): unknown[] =>
    connection.told.filter(({ name }) => name === 'signal:message').map(({ payload }) => payload.epoch);
  await old.connection.request('signal:send', { to: host.id, ask: 'restart' });
  await host.connection.request('signal:send', { to: old.id, ask: 'restart', epoch: 2 });
  await host.connection.request('signal:send', { to: old.id, ask: 'restart', epoch: 1 });
  await host.connection.request('signal:send', { to: second.id, ask: 'restart', epoch: 1 });
  assert.deepEqual([signals(host), signals(old), signals(second)], [[2], [2], [1]]);
});

test('a participant who is let in from the lobby is told of the media, and asks for a token', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const [host] = members as [Member];
  await host.connection.request('moderate:lobby', { on: true });
  const late = await world.join('Late');
  const knock = host.connection.told.find(({ name }) => name === 'lobby:knocked');
  const { id } = knock?.payload.participant as { id: string };
  await host.connection.request('moderate:admit', { id });
  const admitted = late.connection.told.find(({ name }) => name === 'lobby:admitted');
  const media = admitted?.payload.media as Member['media'];
  assert.deepEqual([media?.epoch, media?.plane, media?.direct], [1, 'sfu', undefined]);
  const direct = (await late.connection.request('media:token', { epoch: 1 })) as unknown as WireDirect;
  assert.equal(world.media.enter(direct).id, id);
});
