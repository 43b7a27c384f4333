import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from '../world.js';

const world = useWorld();

test('tags and plain buttons anywhere on the composed page control its call', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'composed', { room, name: 'Ann' });
  await ann.picture('composed-prejoin');
  await ann.join();
  await ann.watches('Ben');
  await ben.watches('Ann');
  await ann.see('>>> noom-quality >>> [part=summary]');
  await ben.page.$eval('noom-room', async ({ call }) => {
    const other = call.snapshot.participants.find(({ isLocal }) => !isLocal);
    await call.muteParticipant(other?.id ?? '');
  });
  await ann.reads('noom-muted');
  await ann.press('Microphone');
  await ben.tile('Ann', { not: 'microphone off' });
  await ann.press('Microphone');
  await ben.tile('Ann', 'microphone off');
  await ann.press('Hand');
  await ben.tile('Ann', 'microphone off', 'hand raised');
  await ann.choose('Camera', 'fake_device_2');
  await ben.watchesRed('Ann');
  await ben.leaveTheOthers();
  await ann.reads('Ben, left');
  await ann.press('Leave');
  await ann.find('button', 'Join now');
});

test('the classic page does with three buttons and a list of cameras what the course did', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'classic');
  await ann.write('Room', room);
  await ann.write('Your name', 'Ann');
  await ann.picture('classic-welcome');
  await ann.press('Join');
  await ann.joined();
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  await ann.press('Mute');
  await ben.tile('Ann', 'microphone off');
  await ann.press('Unmute');
  await ann.find('button', 'Mute');
  await ann.choose('Camera', 'fake_device_2');
  await ben.watchesRed('Ann');
  await ann.press('Turn camera off');
  await ben.tile('Ann', 'camera off');
  await ann.press('Leave');
  await ben.missesTile('Ann');
  await ann.find('button', 'Join');
});

test('the page without tags does the same with the headless call alone', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'headless');
  await ann.press('Join');
  await ann.reads('The room has no valid name.');
  await ann.picture('headless-error');
  await ann.write('Room', room);
  await ann.write('Your name', 'Ann');
  await ann.press('Join');
  await Promise.all([ann.watchesFigure('Ben'), ben.watches('Ann')]);
  await ann.press('Microphone');
  await ben.tile('Ann', 'microphone off');
  await ann.choose('Camera in use', 'fake_device_2');
  await ben.watchesRed('Ann');
  await ann.press('Raise hand');
  await ben.tile('Ann', 'hand raised');
  await ann.press('Share a screen');
  await Promise.all([ben.watches('Screen of Ann'), ann.watchesFigure('Ann: screen')]);
  await ben.page.$eval('noom-room', (room) => room.sendFile(new File(['tea'], 'order.txt', { type: 'text/plain' })));
  await ann.press('Accept');
  const saved = await ann.find('link', 'Save');
  const [address, name] = await saved.evaluate((link) => {
    const { href, download } = link as HTMLAnchorElement;
    return [href, download];
  });
  assert.deepEqual([address?.split(':')[0], name], ['blob', 'order.txt']);
  await ann.press('Leave');
  await ben.missesTile('Ann');
  await ann.find('button', 'Join');
});
