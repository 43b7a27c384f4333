import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from '../world.js';

const world = useWorld();
const LONGEST = '눔😀'.repeat(32);

test('a missing or too long name is asked for again, and the longest valid one is accepted', async (t) => {
  const ann = await world.open(t, 'call', { room: world.room() });
  await ann.press('Join now');
  await ann.reads('Enter your name.');
  await ann.write('Your name', `${LONGEST}x`);
  await ann.press('Join now');
  await ann.reads('Use at most 64 characters.');
  await ann.picture('prejoin-name-too-long');
  assert.deepEqual(await ann.axe(), []);
  await ann.write('Your name', LONGEST);
  await ann.join();
  await ann.tile(LONGEST);
  await ann.picture('call-long-name');
});

test('a missing or too long room is asked for again', async (t) => {
  const ann = await world.open(t, 'call', { name: 'Ann' });
  await ann.press('Join now');
  await ann.reads('Enter the room’s name.');
  await ann.write('Room', 'x'.repeat(65));
  await ann.press('Join now');
  await ann.reads('Use at most 64 characters.');
  await ann.write('Room', LONGEST);
  await ann.join();
  await ann.picture('call-long-room');
});

test('an invitation to a room whose name is too long can be corrected', async (t) => {
  const ann = await world.open(t, 'call', { room: 'x'.repeat(65), name: 'Ann' });
  await ann.press('Join now');
  await ann.picture('prejoin-room-too-long');
  await ann.write('Room', world.room());
  await ann.join();
});
