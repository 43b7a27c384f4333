import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StageWorld } from './stage-world.js';

const SEVEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('a host’s choice counts at once, up to where a mesh is hopeless', () => {
  const world = new StageWorld();
  world.enter('a');
  world.wish('sfu');
  assert.deepEqual(world.take(), ['open 1']);
  world.open(1);
  world.join(1, 'a');
  world.ready(1, 'a');
  world.take();
  world.wish('mesh');
  assert.deepEqual(world.take(), ['prepare 2 mesh']);
  world.join(2, 'a');
  world.ready(2, 'a');
  world.take();
  world.enter('b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
  assert.deepEqual(world.take(), []);
  world.enter('k');
  assert.deepEqual(world.take(), ['open 3']);
});

test('a room whose host chose the mesh, and that is too large for one, goes back to it once that lasts', () => {
  const world = new StageWorld();
  world.enter(...SEVEN, 'h', 'i', 'j');
  world.wish('mesh');
  world.open(1);
  world.take();
  world.enter('k');
  world.open(2);
  world.join(2, ...world.seats.keys());
  world.ready(2, ...world.seats.keys());
  assert.equal(world.take().at(-2), 'commit 2 sfu');
  for (let times = 0; times < 3; times += 1) {
    world.leave('k');
    world.pass(10_000);
    world.enter('k');
    world.pass(10_000);
  }
  assert.deepEqual(world.take(), []);
  world.leave('k');
  world.pass(59_999);
  assert.deepEqual(world.take(), []);
  world.pass(1);
  assert.deepEqual(world.take(), ['prepare 3 mesh']);
});
