import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drain, type Drained } from '../../../src/room-server/media/drain.js';
import type { Way } from '../../../src/room-server/media/stage-effects.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { MediaWorld, toldOf } from './media-world.js';

/** Rooms that note when they are told to leave, and leave when the test says so. */
function createRooms(count: number): { rooms: Drained[]; told: number[]; leave: (...which: number[]) => void } {
  const told: number[] = [];
  const ways = Array.from({ length: count }, (_, index): Way => ({
    epoch: 1,
    plane: 'sfu',
    room: `r${String(index)}`,
  }));
  const rooms = ways.map((first, index) => ({
    get present() {
      return ways[index] ?? first;
    },
    handleEngine: () => void told.push(index),
  }));
  const leave = (...which: number[]): void => {
    for (const index of which) ways[index] = { epoch: 2, plane: 'sfu', room: `other ${String(index)}` };
  };
  return { rooms, told, leave };
}

test('rooms leave a media server four at a time, the next ones when others have left', () => {
  const clock = new FakeClock();
  const { rooms, told, leave } = createRooms(7);
  new Drain(clock, 40_000).begin(() => rooms);
  clock.advance(1000);
  assert.deepEqual(told, [0, 1, 2, 3]);
  clock.advance(2000);
  assert.deepEqual(told, [0, 1, 2, 3]);
  leave(1, 2);
  clock.advance(250);
  assert.deepEqual(told, [0, 1, 2, 3, 4, 5]);
  leave(0, 3, 4, 5);
  clock.advance(250);
  assert.deepEqual(told, [0, 1, 2, 3, 4, 5, 6]);
  assert.equal(clock.pending, 0);
});

test('rooms that do not leave, or are over, do not keep the others', () => {
  const clock = new FakeClock();
  const { rooms, told } = createRooms(6);
  const drain = new Drain(clock, 40_000);
  drain.begin(() => rooms);
  clock.advance(1000);
  drain.forget(rooms[0]);
  drain.forget(rooms[5]);
  clock.advance(39_000);
  assert.deepEqual(told, [0, 1, 2, 3, 4]);
  const more = createRooms(9);
  const other = new Drain(clock, 40_000);
  other.begin(() => more.rooms);
  clock.advance(41_250);
  assert.deepEqual(more.told, [0, 1, 2, 3, 4, 5, 6, 7]);
  other.close();
  assert.equal(clock.pending, 0);
});

test('a node that is told to stop at the same time has a moment to tell the others before rooms leave', () => {
  const clock = new FakeClock();
  const { rooms, told } = createRooms(1);
  const drain = new Drain(clock, 40_000);
  for (let turn = 0; turn < 5; turn += 1) drain.begin(() => rooms);
  clock.advance(999);
  assert.deepEqual(told, []);
  clock.advance(1);
  assert.deepEqual(told, [0]);
  assert.equal(clock.pending, 0);
});

test('a room that is leaving when it is told again leaves once more after that', () => {
  const clock = new FakeClock();
  const { rooms, told, leave } = createRooms(2);
  const drain = new Drain(clock, 40_000);
  drain.begin(() => rooms);
  clock.advance(1000);
  drain.begin(() => rooms);
  clock.advance(3000);
  assert.deepEqual(told, [0, 1]);
  leave(1);
  clock.advance(250);
  assert.deepEqual(told, [0, 1, 1]);
});

test('a room that is moving to the media server when that is to be left leaves it afterwards', async () => {
  const world = new MediaWorld();
  const members = await world.joined('A', 'B', 'C', 'D', 'E', 'F', 'G');
  const [first] = members;
  world.media.drain();
  world.clock.advance(1000);
  await world.follow(1, members);
  await world.follow(2, members);
  assert.deepEqual(first && toldOf(first).filter((word) => word.startsWith('commit')), [
    'commit 1 sfu',
    'commit 2 sfu',
  ]);
});

test('the media server is left by its rooms when it is to be stopped, and told so twice', async () => {
  const world = new MediaWorld();
  const members = await world.moved();
  world.media.drain();
  world.media.drain();
  world.clock.advance(1000);
  await world.settle();
  await world.follow(2, members);
  const [first] = members;
  assert.deepEqual(first && toldOf(first).filter((word) => word.startsWith('commit')), [
    'commit 1 sfu',
    'commit 2 sfu',
  ]);
  assert.deepEqual(
    world.counted.filter((word) => word.startsWith('sfu')),
    ['sfu committed', 'sfu committed'],
  );
});
