import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { WireDirect } from '../../../src/protocol/protocol.js';
import { readRecord } from '../../../src/room-server/index.js';
import { MediaWorld, toldOf, type Member } from './media-world.js';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;

function refusedWith(code: string, words: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof Error && 'code' in error && error.code === code && words.test(error.message);
}

test('the rooms of the media server are ended: after a move, and with the room', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const first = world.media.rooms[0]?.id;
  world.media.drain(first);
  await world.settle();
  assert.equal(world.media.rooms.length, 2);
  await world.follow(2, members);
  world.clock.advance(4999);
  await world.settle();
  assert.equal(world.media.rooms.length, 2);
  world.clock.advance(1);
  await world.settle();
  assert.equal(world.media.rooms.length, 1);
  assert.notEqual(world.media.rooms[0]?.id, first);
  await members[0]?.connection.request('moderate:end');
  await world.settle();
  assert.deepEqual(world.media.rooms, []);
  assert.equal(world.clock.pending, 0);
});

test('a room that ends while one is being opened for it leaves none behind', async () => {
  const world = new MediaWorld();
  world.media.stall();
  const members = await world.joined(...NAMES);
  await members[0]?.connection.request('moderate:end');
  await world.settle();
  world.media.stall(false);
  await world.settle();
  assert.deepEqual(world.media.rooms, []);
});

test('after a restart the room goes on in the same room of the media server', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const open = world.media.rooms[0]?.id;
  world.restart();
  const back = [];
  for (const { admission } of members) back.push(await world.join('Back', { resume: admission.resume, lastSeq: 0 }));
  const [first, second] = back as [Member, Member];
  assert.deepEqual([first.media?.epoch, first.media?.plane, first.media?.isMoving], [1, 'sfu', false]);
  const direct = (await first.connection.request('media:token', { epoch: 1 })) as unknown as WireDirect;
  assert.equal(world.media.enter(direct).id, first.id);
  await world.settle();
  assert.deepEqual(
    world.media.rooms.map(({ id }) => id),
    [open],
  );
  // What each sends is stated again.
  await first.connection.request('media:joined', { epoch: 1, sources: ['camera'] });
  assert.deepEqual(toldOf(second), [`published 1 ${first.id} 1`]);
  // The minute until the room goes back to a mesh begins anew.
  for (const { connection } of back.slice(4)) await connection.request('room:leave');
  await world.settle();
  world.clock.advance(60_000);
  assert.equal(toldOf(first).at(-1), 'prepare 2 mesh');
});

test('a move ends with its process, and the next one is of a later epoch', async () => {
  const world = new MediaWorld();
  const members = await world.joined(...NAMES);
  assert.equal(world.media.rooms.length, 1);
  const [first] = world.media.rooms;
  world.restart();
  const back = [];
  for (const { admission } of members) back.push(await world.join('Back', { resume: admission.resume, lastSeq: 0 }));
  assert.deepEqual(
    back.map(({ media }) => media?.epoch),
    Array(7).fill(undefined),
  );
  await world.settle();
  assert.equal(first?.isOpen, false);
  assert.deepEqual(toldOf(back[0] as Member), ['prepare 2 sfu direct']);
});

test('a room at a media server that its next process does not have goes back to a mesh', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const { createEngine } = await import('../worlds/engine-world.js');
  const { readRecord } = await import('../../../src/room-server/index.js');
  const record = readRecord(JSON.parse(world.records.get('tea') ?? 'null'));
  const records = { find: () => record, save: () => undefined, forget: () => undefined };
  const connection = createEngine(null, { records, clock: world.clock, maxParticipants: 50 }).connect();
  const { resume } = (members[0] as Member).admission;
  const request = { room: 'tea', name: 'Ann', resume, features: ['moves'], lastSeq: 0 };
  const admission = await connection.request('room:join', request);
  assert.deepEqual(admission.media, { epoch: 1, plane: 'sfu', isMoving: false, isLost: true, published: [] });
  await world.settle();
  const prepared = connection.told.find(({ name }) => name === 'media:prepare');
  assert.deepEqual(prepared?.payload, { seq: prepared?.payload.seq, epoch: 2, plane: 'mesh', isLost: true });
});

test('when the media server is lost, a large room is told, and goes on once it is back', async () => {
  const world = new MediaWorld();
  const names = Array.from({ length: 12 }, (_, index) => `P${String(index)}`);
  const members = await world.joined(...names);
  await world.follow(1, members.slice(0, 7));
  await world.follow(1, members);
  const [first] = members as [Member];
  world.media.lose();
  assert.equal(toldOf(first).at(-1), 'lost 1');
  const asked = first.connection.request('media:token', { epoch: 1 });
  await assert.rejects(asked, refusedWith('media-lost', /lost/));
  const late = await world.join('Late');
  assert.deepEqual([late.media?.isLost, late.media?.direct], [true, undefined]);
  world.media.restore();
  await world.settle();
  assert.equal(toldOf(first).at(-1), 'prepare 2 sfu lost direct');
});

test('a move is stored before the pages are told that it is done', async () => {
  const world = new MediaWorld();
  const members = await world.joined('A', 'B', 'C', 'D', 'E', 'F', 'G');
  const [ann] = members;
  assert.ok(ann);
  const { told } = ann.connection;
  let stored: string | undefined;
  const push = told.push.bind(told);
  told.push = (...events) => {
    if (events.some(({ name }) => name === 'media:commit')) stored = world.records.get('tea');
    return push(...events);
  };
  await world.follow(1, members);
  const { media, wire } = readRecord(JSON.parse(stored ?? 'null')) ?? {};
  assert.deepEqual([media?.epoch, media?.plane, media?.next, wire?.topology], [1, 'sfu', null, 'sfu']);
  const updates = told.filter(({ name }) => name === 'room:updated');
  assert.deepEqual(
    updates.map(({ payload }) => (payload.room as { topology: string }).topology),
    ['sfu'],
  );
});

test('those who may not come back are put out at the media server after a restart, eight at a time', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  const record = readRecord(JSON.parse(world.records.get('tea') ?? 'null'));
  assert.ok(record);
  const ids = Array.from({ length: 100 }, (_, index) => `gone ${String(index)}`);
  for (const id of ids) record.barred[`seat:${id}`] = null;
  world.server.rooms.end('server-shutdown');
  world.records.set('tea', JSON.stringify(record));
  let [under, most] = [0, 0];
  const removed: string[] = [];
  const resume = world.media.resume.bind(world.media);
  world.media.resume = (id) => {
    const room = resume(id);
    const remove = async (participant: string): Promise<void> => {
      under += 1;
      most = Math.max(most, under);
      await setImmediate();
      under -= 1;
      removed.push(participant);
    };
    return Object.assign(room, { remove });
  };
  world.restart();
  const [ann] = members;
  await world.join('A', { resume: ann?.admission.resume, lastSeq: 0 });
  while (removed.length < ids.length) await setImmediate();
  assert.deepEqual([removed, most], [ids, 8]);
});
