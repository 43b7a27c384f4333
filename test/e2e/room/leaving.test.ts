import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { Line } from '../line.js';
import { useWorld } from '../world.js';

const world = useWorld();

/**
 * The server notices a connection that broke silently after 20 s of silence at most, and keeps the seat for 30 s more.
 */
const AT_ONCE_MS = 15_000;

test('a participant who leaves over a connection that broke silently is gone for the others soon', async (t) => {
  const line = new Line(new URL(world.url));
  await line.open();
  afterwards(t, () => {
    line.close();
  });
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { origin: line.url });
  await ann.join();
  await ben.watches('Ann');
  ann.mayLoseServer = true;
  line.silence();
  const start = Date.now();
  await ann.page.$eval('noom-room', (each) => each.call.leave());
  await ben.missesTile('Ann');
  assert(Date.now() - start < AT_ONCE_MS, `after ${String(Date.now() - start)} ms`);
});
