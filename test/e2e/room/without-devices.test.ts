import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { useWorld } from '../world.js';

const world = useWorld();

/** Fake microphones come with fake cameras, whatever their number. */
const NO_CAMERA = { args: ['--use-fake-device-for-media-stream=device-count=0'] };
const NO_DEVICES = { without: ['--use-fake-device-for-media-stream'] };
const REFUSED = { args: ['--use-fake-ui-for-media-stream=deny'] };

test('a participant without a camera joins with the microphone alone', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { launch: NO_CAMERA });
  await ann.failed('device-missing');
  await ann.join();
  await ann.watches('Ben');
  await ben.tile('Ann', 'camera off');
  await ben.hears('Ann');
});

test('a participant with neither camera nor microphone joins, sees, hears and writes', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { launch: NO_DEVICES });
  await hideDevices(ann.page);
  await ann.failed('device-missing');
  await ann.picture('prejoin-no-devices');
  await ann.join();
  await ann.watches('Ben');
  await ann.hears('Ben');
  await ben.tile('Ann', 'microphone off', 'camera off');
  await ben.press('Open chat');
  await ben.write('Send a message', 'Good to see your name');
  await ben.page.keyboard.press('Enter');
  await ann.press('Open chat, 1 unread message');
  await ann.reads('Good to see your name');
  await ann.picture('call-no-devices');
});

test('a participant who is refused camera and microphone reads what to do, and joins without', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { launch: REFUSED });
  await ann.failed('permission-denied');
  await ann.reads('Your camera and microphone are blocked');
  await ann.picture('prejoin-blocked');
  await ann.press('Join without camera and microphone');
  await ann.joined();
  await ann.watches('Ben');
  await ben.tile('Ann', 'microphone off', 'camera off');
});

/** Opens the page again as on a machine without camera, microphone and speaker, whatever this one has. */
async function hideDevices(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    MediaDevices.prototype.enumerateDevices = () => Promise.resolve([]);
    MediaDevices.prototype.getUserMedia = () =>
      Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
  });
  await page.reload();
}
