import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StageWorld } from './stage-world.js';

const SEVEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('a media server that refuses leaves the room as it is, and is asked again later', () => {
  const world = new StageWorld();
  world.enter(...SEVEN);
  world.take();
  world.refuse(1);
  assert.deepEqual(world.take(), []);
  world.pass(30_000);
  assert.deepEqual(world.take(), ['open 2']);
});

test('a room that shrank while the media server opened one for it stays a mesh', () => {
  const world = new StageWorld();
  world.enter(...SEVEN);
  world.leave('g');
  world.take();
  world.open(1);
  assert.deepEqual(world.take(), ['close r1']);
});

test('without a media server, or while it is down, a room stays a mesh, and that is told once', () => {
  const none = new StageWorld({ engine: 'none' });
  none.enter(...SEVEN);
  assert.deepEqual(none.take(), []);
  const down = new StageWorld({ engine: 'down' });
  down.enter(...SEVEN);
  down.enter('h');
  assert.deepEqual(down.take(), ['stayed no-engine']);
  down.engineBack();
  assert.deepEqual(down.take(), ['open 1']);
});

test('when the media server is lost, a room that a mesh carries goes back at once, and nothing is waited for', () => {
  const world = new StageWorld().committed(SEVEN);
  world.engineLost();
  assert.deepEqual(world.take(), ['prepare 2 mesh lost']);
  world.pass(8000);
  assert.deepEqual(world.take(), ['commit 2 mesh', 'moved mesh partly', 'close r1']);
});

test('where the media server is lost, the room has moved once all have joined, whatever they have received', () => {
  const world = new StageWorld().committed(SEVEN);
  world.engineLost();
  assert.deepEqual(world.take(), ['prepare 2 mesh lost']);
  world.join(2, 'a');
  // A page goes over with what is there, and is not asked about what comes later.
  world.ready(2, 'a');
  assert.deepEqual(world.take(), []);
  world.join(2, ...SEVEN.slice(1));
  assert.deepEqual(world.take(), ['commit 2 mesh', 'moved mesh committed', 'close r1']);
});

test('a larger room goes to another room at the media server, or says that there is none, and looks for one', () => {
  const many = Array.from({ length: 12 }, (_, index) => `p${String(index)}`);
  const other = new StageWorld().committed(many);
  other.engineLost('r1');
  assert.deepEqual(other.take(), ['open 2']);
  other.open(2);
  assert.deepEqual(other.take(), ['prepare 2 sfu lost']);
  const stuck = new StageWorld().committed(many);
  stuck.engineLost();
  assert.deepEqual(stuck.take(), ['lost 1']);
  stuck.pass(10_000);
  assert.deepEqual(stuck.take(), []);
  stuck.engineBack();
  assert.deepEqual(stuck.take(), ['open 2']);
  stuck.refuse(2);
  stuck.pass(2000);
  assert.deepEqual(stuck.take(), ['open 3']);
  stuck.refuse(3);
  stuck.leave('p0', 'p1');
  assert.deepEqual(stuck.take(), ['prepare 4 mesh lost']);
});

test('a media server that is lost during a move to it ends that move', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.engineLost();
  assert.deepEqual(world.take(), ['abort 1 missing ', 'moved sfu aborted', 'close r1']);
  const opening = new StageWorld();
  opening.enter(...SEVEN);
  opening.take();
  opening.engineLost();
  opening.open(1);
  assert.deepEqual(opening.take(), ['stayed no-engine', 'close r1']);
});

test('half of the pages may say that the media server is lost, and one of many may not', () => {
  const world = new StageWorld().committed(SEVEN);
  for (const id of ['a', 'b', 'c', 'a', 'a']) world.report(1, id, 'lost');
  assert.deepEqual(world.take(), []);
  world.report(1, 'd', 'lost');
  assert.deepEqual(world.take(), ['prepare 2 mesh lost']);
  const slow = new StageWorld().committed(SEVEN);
  for (const id of ['a', 'b', 'c', 'd']) {
    slow.report(1, id, 'lost');
    slow.pass(5000);
  }
  assert.deepEqual(slow.take(), []);
});

test('a participant who loses the way to the media server brings a small room back, for now', () => {
  const world = new StageWorld().committed(SEVEN);
  world.report(1, 'g', 'unreachable');
  assert.deepEqual(world.take(), ['prepare 2 mesh']);
  world.join(2, ...SEVEN);
  world.ready(2, ...SEVEN);
  assert.deepEqual(world.take(), ['commit 2 mesh', 'moved mesh committed', 'close r1']);
  world.pass(20_000);
  assert.deepEqual(world.take(), []);
  world.pass(10_000);
  assert.deepEqual(world.take(), ['open 3']);
});

test('a media server that is to be stopped is left for another room, without a gap', () => {
  const world = new StageWorld().committed(SEVEN);
  world.drain('r1');
  assert.deepEqual(world.take(), ['open 2']);
  world.open(2);
  assert.deepEqual(world.take(), ['prepare 2 sfu']);
  world.join(2, ...SEVEN);
  world.ready(2, ...SEVEN);
  assert.deepEqual(world.take(), ['commit 2 sfu', 'moved sfu committed', 'close r1']);
  world.drain('r1');
  assert.deepEqual(world.take(), []);
});

test('a media server that is to be stopped is left at once by a room that is to become a mesh, too', () => {
  const world = new StageWorld().committed([...SEVEN]);
  world.leave('d', 'e', 'f', 'g');
  world.pass(10_000);
  assert.deepEqual(world.take(), []);
  world.drain();
  assert.deepEqual(world.take(), ['prepare 2 mesh']);
});

test('a media server that is to be stopped during a move to it is left after the move', () => {
  for (const room of ['r1', undefined]) {
    const world = new StageWorld().prepared(SEVEN);
    world.drain(room);
    world.join(1, ...SEVEN);
    world.ready(1, ...SEVEN);
    assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed', 'open 2']);
    world.open(2);
    world.join(2, ...SEVEN);
    world.ready(2, ...SEVEN);
    assert.deepEqual(world.take(), ['prepare 2 sfu', 'commit 2 sfu', 'moved sfu committed', 'close r1']);
  }
});

test('a room that is being opened when the media server is to be stopped is not used', () => {
  const world = new StageWorld();
  world.enter(...SEVEN);
  assert.deepEqual(world.take(), ['open 1']);
  world.drain();
  assert.deepEqual(world.take(), ['open 2']);
  world.open(1);
  assert.deepEqual(world.take(), ['close r1']);
  world.open(2);
  assert.deepEqual(world.take(), ['prepare 2 sfu']);
});
