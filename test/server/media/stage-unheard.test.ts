import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StageWorld } from './stage-world.js';

const SEVEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('one whose media arrives nowhere is named as the one who does not follow, and no one else', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.ready(1, 'g');
  world.lacks(1, ['g'], 'a', 'b', 'c', 'd', 'e', 'f');
  world.pass(7999);
  assert.deepEqual(world.take(), []);
  world.pass(1);
  assert.deepEqual(world.take(), ['abort 1 missing g', 'moved sfu aborted', 'close r1']);
  world.leave('b');
  world.enter('h');
  assert.deepEqual(world.take(), []);
  world.leave('g');
  world.enter('i');
  assert.deepEqual(world.take(), ['open 2']);
});

test('one whose media arrives nowhere does not keep a room in a mesh that is hopeless', () => {
  const many = Array.from({ length: 12 }, (_, index) => `p${String(index)}`);
  const world = new StageWorld().prepared(many);
  world.join(1, ...many);
  world.ready(1, 'p11');
  world.lacks(1, ['p11'], ...many.slice(0, 8));
  world.pass(8000);
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu partly']);
});

test('what one page or two say of another is not believed, nor what arrives after all', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.ready(1, 'a', 'b', 'c', 'd');
  world.lacks(1, ['a'], 'e', 'f', 'f', 'f');
  world.lacks(1, ['a', 'b', 'c', 'nobody'], 'g');
  world.pass(8000);
  assert.deepEqual(world.take()[0], 'abort 1 missing e,f,g');
  const after = new StageWorld().prepared(SEVEN);
  after.join(1, ...SEVEN);
  after.lacks(1, ['g'], ...SEVEN.slice(0, 6));
  after.ready(1, ...SEVEN);
  assert.deepEqual(after.take(), ['commit 1 sfu', 'moved sfu committed']);
});

test('a room too large for a mesh does not wait once all have said what they have and what they lack', () => {
  const many = Array.from({ length: 12 }, (_, index) => `p${String(index)}`);
  const world = new StageWorld().prepared(many);
  world.join(1, ...many);
  world.lacks(1, ['p11'], ...many.slice(0, 11));
  assert.deepEqual(world.take(), []);
  world.lacks(1, many.slice(0, 11), 'p11');
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu partly']);
  const stale = new StageWorld().prepared(many);
  stale.join(1, ...many.slice(0, 11));
  stale.ready(1, ...many.slice(0, 10));
  stale.lacks(1, ['p0'], 'p10');
  stale.join(1, 'p11');
  stale.ready(1, 'p11');
  assert.deepEqual(stale.take(), []);
});

test('a room too large for a mesh in which most lack another participant waits for the full time', () => {
  const many = Array.from({ length: 12 }, (_, index) => `p${String(index)}`);
  const world = new StageWorld().prepared(many);
  world.join(1, ...many);
  world.ready(1, ...many.slice(0, 5));
  many.slice(5).forEach((id, index) => {
    world.lacks(1, [`p${String(index % 5)}`], id);
  });
  world.pass(7999);
  assert.deepEqual(world.take(), []);
  world.pass(1);
  assert.equal(world.take()[1], 'moved sfu aborted');
});

test('a smaller room goes on waiting for what all lack, which may still arrive', () => {
  const world = new StageWorld().prepared(SEVEN);
  world.join(1, ...SEVEN);
  world.lacks(1, ['g'], ...SEVEN.slice(0, 6));
  world.lacks(1, ['a'], 'g');
  assert.deepEqual(world.take(), []);
  world.ready(1, ...SEVEN);
  assert.deepEqual(world.take(), ['commit 1 sfu', 'moved sfu committed']);
});
