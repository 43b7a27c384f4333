import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { IS_LONG } from '../harness/long-run.js';
import type { Guest } from './guest.js';
import { acceptFile, receivedFile, receiveFile, sendFile } from './sent-files.js';
import { useWorld } from './world.js';

const world = useWorld();
/** Ten times the goal, for a busy machine; what is not acknowledged after 3 s goes by the server. */
const CHAT_MS = 2000;

async function join(t: TestContext, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name, autojoin: '' });
  await guest.joined();
  await (await guest.see('>>> button[aria-label="Open chat"]')).click();
  await guest.see('>>> textarea');
  return guest;
}

test('files of 0 B, 1 B and 5 MB arrive as they were sent, and a message beside them at once', async (t) => {
  const room = world.room();
  const ann = await join(t, room, 'Ann');
  const ben = await join(t, room, 'Ben');
  for (const [name, sizeBytes] of [
    ['empty.bin', 0],
    ['one.bin', 1],
  ] as const) {
    const sent = await sendFile(ann, name, sizeBytes);
    assert.equal(await receiveFile(ben, name), sent, name);
  }
  const sent = await sendFile(ann, 'large.bin', 5_000_000);
  // Before the message: what is pressed must not be moved by what is written.
  await acceptFile(ben, 'large.bin');
  const delivered = await ann.page.$eval('noom-room', async (element) => {
    const began = performance.now();
    await element.sendMessage('meanwhile');
    while (element.snapshot.messages.at(-1)?.state !== 'delivered') {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - began;
  });
  assert.ok(delivered < CHAT_MS, `the message took ${delivered.toFixed(0)} ms`);
  assert.equal(await receivedFile(ben, 'large.bin'), sent);
  await ben.picture('files');
  assert.deepEqual(await ben.axe(), []);
});

if (IS_LONG) {
  test('a file of 100 MB arrives as it was sent', async (t) => {
    const room = world.room();
    const ann = await join(t, room, 'Ann');
    const ben = await join(t, room, 'Ben');
    ben.page.setDefaultTimeout(300_000);
    const sent = await sendFile(ann, 'huge.bin', 100_000_000);
    assert.equal(await receiveFile(ben, 'huge.bin'), sent);
  });
}
