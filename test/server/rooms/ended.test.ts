import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lives } from '../../../src/room-server/rooms/lives.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

const HOUR_MS = 3_600_000;

async function join(connection: Connection, name: string, resume?: unknown): Promise<Record<string, unknown>> {
  return await connection.request('room:join', { room: 'tea', name, ...(resume !== undefined && { resume }) });
}

test('a participant who slept while the room was ended for all hears so, and does not begin it anew', async () => {
  const { clock, rooms, connect } = createEngine(null);
  const [ann, bob] = [connect(), connect()];
  await join(ann, 'Ann');
  const { resume } = await join(bob, 'Bob');
  bob.lose();
  clock.advance(1000);
  await ann.request('moderate:end');
  await Promise.resolve();
  clock.advance(23 * HOUR_MS);
  const refused = { code: 'not-allowed', message: 'The room was ended for all.' };
  await assert.rejects(join(connect(), 'Bob', resume), refused);
  assert.equal(rooms.roomCount, 0);
  // Also while others meet there again; a new press of join is of a newcomer.
  await join(connect(), 'Cy');
  await assert.rejects(join(connect(), 'Bob', resume), refused);
  assert.ok((await join(connect(), 'Bob')).self);
});

test('of the rooms ended for all so many are remembered, for a day', () => {
  const clock = new FakeClock();
  const lives = new Lives({ clock, graceMs: 1000 });
  for (let count = 0; count <= 4096; count += 1) lives.handleOver(String(count), 'ended');
  lives.handleOver('empty', 'over');
  assert.deepEqual(
    ['0', '1', '4096', 'empty'].map((life) => lives.wasEnded(life)),
    [false, true, true, false],
  );
  clock.advance(24 * HOUR_MS);
  assert.equal(lives.wasEnded('4096'), false);
});
