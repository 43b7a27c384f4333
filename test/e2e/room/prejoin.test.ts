import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from '../world.js';

const world = useWorld();

test('a newcomer reads who is inside before joining, and is known by name the next time', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.open(t, 'call', { room });
  await ben.reads('1 person is in the call');
  await ben.reads('Ann');
  await ben.picture('prejoin-inside');
  await ben.write('Your name', 'Ben');
  await ben.join();
  await ann.tile('Ben');
  await ben.page.reload();
  await ben.reads('This browser remembers your name and your devices.');
  await ben.picture('prejoin-remembered');
  await ben.join();
  assert.equal(await ben.page.$eval('noom-room', ({ snapshot }) => snapshot.self.name), 'Ben');
});
