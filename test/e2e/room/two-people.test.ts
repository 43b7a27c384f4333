import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from '../world.js';

const world = useWorld();

test('two participants see and hear each other', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await Promise.all([ann.watches('Ben'), ben.watches('Ann'), ann.watches('Ann'), ben.watches('Ben')]);
  await Promise.all([ann.hears('Ben'), ben.hears('Ann')]);
  await ann.picture('call-two');
});

test('two participants write to each other, and one whose chat is closed sees how many messages are unread', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ann.press('Open chat');
  await ann.write('Send a message', 'Hello Ben');
  await ann.page.keyboard.press('Enter');
  await ben.press('Open chat, 1 unread message');
  await ben.reads('Hello Ben');
  await ben.write('Send a message', '안녕 Ann <b>not bold</b>');
  await ben.press('Send message');
  await ann.reads('안녕 Ann <b>not bold</b>');
  await ann.picture('call-chat');
});

test('a newcomer reads what was written before', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  await ann.press('Open chat');
  await ann.write('Send a message', 'First');
  await ann.page.keyboard.press('Enter');
  await ann.reads('First');
  const ben = await world.join(t, room, 'Ben');
  // What was written before the join is unread; it may arrive before or after the first look at the toolbar.
  await ben.press('Open chat, 1 unread message');
  await ben.reads('First');
});

test('a source that is turned off is off for the others, and on again when turned on', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ben.watches('Ann');
  await ann.press('Turn microphone off');
  await ben.tile('Ann', 'microphone off');
  await ann.press('Turn camera off');
  await ben.tile('Ann', 'microphone off', 'camera off');
  await ben.picture('call-other-off');
  const isLightOn = await ann.page.evaluate(
    () => document.querySelector('noom-room')?.call.snapshot.self.sources.camera,
  );
  assert.deepEqual(isLightOn, {
    ...{ on: false, track: null, pending: false, interrupted: false },
    ...{ facing: null, deviceId: null, surface: null },
  });
  await ann.press('Turn camera on');
  await ann.press('Turn microphone on');
  await ben.watches('Ann');
  await ben.seeNoMore('>>> .base[aria-label^="Ann"][aria-label*="microphone off"]');
});

test('another camera, selected during the call, is what the other side sees', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ben.watches('Ann');
  await ann.press('Open settings');
  await ann.choose('Camera', 'fake_device_2');
  await ben.watchesRed('Ann');
  await ann.picture('call-settings');
});

test('a participant who leaves is gone for the others, and may come back', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ann.watches('Ben');
  await ben.press('Leave the call');
  await ben.reads('You left the call');
  await ben.picture('call-left');
  await ann.missesTile('Ben');
  await ben.press('Rejoin');
  await ben.joined();
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
});

test('a participant who closes the page is gone for the others at once', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ann.watches('Ben');
  await ben.page.goto('about:blank');
  await ann.missesTile('Ben');
});
