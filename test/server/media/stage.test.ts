import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StageWorld } from './stage-world.js';

const SEVEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('a room of six stays a mesh, and one of seven moves once all have everything', () => {
  const world = new StageWorld();
  world.enter('a', 'b', 'c', 'd', 'e', 'f');
  assert.deepEqual(world.take(), []);
  world.enter('g');
  assert.deepEqual(world.take(), ['open 1']);
  world.open(1);
  assert.deepEqual(world.take(), ['prepare 1 sfu']);
  world.join(1, ...SEVEN);
  world.ready(1, 'a', 'b', 'c', 'd', 'e', 'f');
  assert.deepEqual(world.take(), []);
  world.ready(1, 'g');
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
});

test('a participant who was ready before the last one joined has to be ready again', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, 'a', 'b', 'c', 'd', 'e', 'f');
  world.ready(1, 'a', 'b', 'c', 'd', 'e', 'f');
  world.join(1, 'g');
  world.ready(1, 'g');
  assert.deepEqual(world.take(), []);
  world.ready(1, ...SEVEN);
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
});

test('what a participant sends besides is waited for, and what they stop sending is not', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.ready(1, 'a', 'b', 'c', 'd', 'e', 'f');
  world.state(1, 'a', []);
  world.ready(1, 'g');
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
  const other = new StageWorld().prepared(SEVEN);
  other.join(1, ...SEVEN);
  other.ready(1, 'a', 'b', 'c', 'd', 'e', 'f');
  other.state(1, 'a', ['camera', 'screen']);
  other.readyAt(1, 'g', 7);
  assert.deepEqual(other.take(), []);
  other.ready(1, ...SEVEN);
  assert.deepEqual(other.take(), ['commit 1 sfu', 'moved sfu committed']);
});

test('one who goes on changing what they send does not keep a room from moving', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  for (let turn = 0; turn < 20; turn += 1) world.state(1, 'a', turn % 2 ? ['camera', 'screen'] : ['camera']);
  const last = Number(world.state(1, 'a', ['camera']));
  for (const id of SEVEN) world.readyAt(1, id, last - 1);
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
});

test('a move that takes too long is given up, and who is missing is named', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, 'a', 'b', 'c', 'd', 'e', 'f');
  world.ready(1, 'a', 'b', 'c', 'd', 'e');
  world.pass(7999);
  assert.deepEqual(world.take(), []);
  world.pass(1);
  assert.deepEqual(world.take(), ['abort 1 missing f,g', 'moved sfu aborted', 'close r1']);
});

test('a move that goes on has time as long as it does, up to four times as much', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.pass(7000);
  world.join(1, ...SEVEN);
  world.pass(7000);
  for (const id of SEVEN.slice(0, -1)) {
    world.ready(1, id);
    world.pass(2500);
    assert.deepEqual(world.take(), [], id);
  }
  world.pass(2999);
  assert.deepEqual(world.take(), []);
  world.pass(1);
  assert.deepEqual(world.take(), ['abort 1 missing g', 'moved sfu aborted', 'close r1']);
});

test('what is no progress does not put the end of a move off', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.readyAt(1, 'a', 7);
  world.pass(4000);
  world.join(1, 'a');
  world.readyAt(1, 'a', 7);
  world.enter('h');
  world.join(1, 'h');
  world.pass(3999);
  world.take();
  world.pass(1);
  assert.match(world.take().join(), /^abort 1 missing b,c,d,e,f,g/);
});

test('after that, the same is tried after 30 seconds, 2 minutes and 10 minutes', () => {
  const world = new StageWorld().prepared(SEVEN);
  let epoch = 1;
  for (const waitS of [30, 120, 600, 600]) {
    world.fail(epoch, 'g');
    world.pass(waitS * 1000 - 1);
    assert.deepEqual(world.take(), []);
    world.pass(1);
    epoch += 1;
    assert.deepEqual(world.take(), [`open ${String(epoch)}`]);
    world.open(epoch);
    world.take();
  }
});

test('it is tried at once when the missing one left, or is back', () => {
  const left = new StageWorld().prepared([...SEVEN, 'h']);
  left.fail(1, 'h');
  left.leave('a');
  assert.deepEqual(left.take(), []);
  left.enter('a');
  left.leave('h');
  assert.deepEqual(left.take(), ['open 2']);
  const back = new StageWorld().prepared(SEVEN);
  back.fail(1, 'g');
  back.away('g');
  assert.deepEqual(back.take(), []);
  back.back('g');
  assert.deepEqual(back.take(), ['open 2']);
});

test('one whose connection comes and goes does not have everyone else move without end', () => {
  const world = new StageWorld().prepared(SEVEN);
  let moves = 1;
  for (let turn = 0; turn < 20; turn += 1) {
    world.fail(moves, 'g');
    world.away('g');
    world.back('g');
    if (!world.take().includes(`open ${String(moves + 1)}`)) break;
    moves += 1;
    world.open(moves);
    world.take();
  }
  assert.equal(moves, 3);
});

test('a newcomer takes the next media alone, and is not waited for', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.enter('late');
  world.ready(1, ...SEVEN);
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
});

test('a newcomer goes back with the others, to media that they never had', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.enter('late');
  world.pass(8000);
  assert.deepEqual(world.take()[0], `abort 1 missing ${SEVEN.join(',')} newcomers late`);
});

test('one who is away is not waited for; where all are away, nothing is decided but to give up', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.ready(1, 'a', 'b', 'c', 'd', 'e', 'f');
  world.away('g');
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
  const all = new StageWorld().prepared(SEVEN);
  all.away(...SEVEN);
  assert.deepEqual(all.take(), []);
  all.pass(8000);
  assert.deepEqual(all.take(), [`abort 1 missing ${SEVEN.join(',')}`, 'moved sfu aborted', 'close r1']);
});

test('one who cannot reach the media server ends the move at once', () => {
  const world = new StageWorld().prepared(SEVEN);
  assert.equal(world.report(1, 'g', 'unreachable'), null);
  assert.deepEqual(world.take(), ['abort 1 missing g', 'moved sfu aborted', 'close r1']);
});

test('a room too large for a mesh goes on without those who do not follow, if most do', () => {
  const many = Array.from({ length: 12 }, (_, index) => `p${String(index)}`);
  const world = new StageWorld().prepared(many);
  world.join(1, ...many.slice(0, 8));
  world.ready(1, ...many.slice(0, 8));
  assert.equal(world.report(1, 'p11', 'unreachable'), null);
  assert.deepEqual(world.take(), []);
  world.pass(8000);
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu partly']);
  const none = new StageWorld().prepared(many);
  none.join(1, ...many.slice(0, 6));
  none.ready(1, ...many.slice(0, 6));
  none.pass(8000);
  assert.equal(none.take()[1], 'moved sfu aborted');
});

test('a room goes back to a mesh when it has been two below the limit for a minute', () => {
  const world = new StageWorld().committed(SEVEN);
  world.leave('g', 'f');
  world.pass(120_000);
  assert.deepEqual(world.take(), []);
  world.leave('e');
  world.pass(59_999);
  world.enter('e');
  world.leave('e');
  world.pass(59_999);
  assert.deepEqual(world.take(), []);
  world.pass(1);
  assert.deepEqual(world.take(), ['prepare 2 mesh']);
  world.join(2, 'a', 'b', 'c', 'd');
  world.ready(2, 'a', 'b', 'c', 'd');
  assert.deepEqual(world.take(), ['commit 2 mesh', 'moved mesh committed', 'close r1']);
});

test('a move to a mesh is never committed by time, however large the room has become', () => {
  const world = new StageWorld().committed(SEVEN);
  world.leave('g', 'f', 'e');
  world.pass(60_000);
  world.take();
  world.join(2, 'a', 'b', 'c');
  world.ready(2, 'a', 'b', 'c');
  world.enter(...Array.from({ length: 20 }, (_, index) => `p${String(index)}`));
  world.pass(8000);
  assert.equal(world.take()[1], 'moved mesh aborted');
});

test('pages that cannot keep up have their room moved, unless it is a call of two', () => {
  const world = new StageWorld();
  world.enter('a', 'b');
  assert.equal(world.report(0, 'a', 'overloaded'), null);
  assert.deepEqual(world.take(), []);
  world.enter('c');
  world.report(0, 'a', 'overloaded');
  assert.deepEqual(world.take(), ['open 1']);
});

test('pages that cannot follow keep the room a mesh, up to where that is hopeless', () => {
  const world = new StageWorld();
  world.enterOld('old');
  world.enter(...SEVEN);
  assert.deepEqual(world.take(), ['stayed old-page']);
  world.enter('h', 'i');
  assert.deepEqual(world.take(), []);
  world.enter('j');
  assert.deepEqual(world.take(), ['open 1']);
  const old = new StageWorld();
  old.enterOld(...Array.from({ length: 12 }, (_, index) => `p${String(index)}`));
  assert.deepEqual(old.take(), ['stayed old-page']);
});

test('a page that cannot follow brings a room back to the mesh, where that is possible', () => {
  const world = new StageWorld().committed(SEVEN);
  world.enterOld('old');
  assert.deepEqual(world.take(), ['prepare 2 mesh']);
});

test('what is said of another epoch, or cannot be, changes nothing', () => {
  const world = new StageWorld().prepared(SEVEN);
  assert.equal(world.state(2, 'a', ['camera']), 'stale');
  assert.equal(world.readyAt(2, 'a', 0), 'stale');
  assert.equal(world.report(9, 'a', 'lost'), 'stale');
  assert.equal(world.readyAt(1, 'a', 0), 'impossible');
  assert.equal(world.state(1, 'a', ['camera']), 1);
  assert.equal(world.readyAt(1, 'a', 2), 'impossible');
  assert.equal(world.readyAt(1, 'a', 1), null);
  assert.deepEqual(world.take(), []);
});

test('a move that ends while all are away is made up for as soon as they are back', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.away(...SEVEN);
  world.pass(8000);
  world.take();
  world.back('a');
  assert.deepEqual(world.take(), ['open 2']);
});

test('a move whose participants have all left is no failure: who is back begins the next one at once', () => {
  const world = new StageWorld();
  world.enter(...SEVEN, 'h', 'i', 'j');
  world.away('d', 'e', 'f', 'g', 'h', 'i', 'j');
  world.open(1);
  world.leave('a', 'b', 'c');
  world.pass(8000);
  assert.deepEqual(world.take().slice(-2), ['moved sfu aborted', 'close r1']);
  world.back('d');
  assert.deepEqual(world.take(), ['open 2']);
});
