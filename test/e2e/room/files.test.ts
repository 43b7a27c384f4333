import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { IS_LONG } from '../../harness/long-run.js';
import type { Guest } from '../guest.js';
import { acceptFile, receivedFile, receiveFile, sendFile } from '../sent-files.js';
import { useWorld } from '../world.js';

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

/** Of the rate before: on a busy machine pictures may come slower meanwhile, and do not stand still. */
const LEAST_RATE = 1 / 3;

/** Resolves to how long a message of the guest's takes until it is delivered, in milliseconds. */
async function messageMs(guest: Guest): Promise<number> {
  return guest.page.$eval('noom-room', async (element) => {
    const began = performance.now();
    await element.sendMessage('meanwhile');
    while (element.snapshot.messages.at(-1)?.state !== 'delivered') {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - began;
  });
}

/**
 * Counts the frames that a participant's tile presents while a file arrives, which may be still to be accepted, or in
 * two seconds without one.
 */
async function framesOf(guest: Guest, name: string, file?: string): Promise<{ frames: number; ms: number }> {
  const video = await guest.videoOf(name);
  return video.evaluate(async (element, fileName) => {
    const source = element as HTMLVideoElement;
    const { call } = document.querySelector('noom-room') as HTMLElementTagNameMap['noom-room'];
    // An object's methods, because the compiler marks named functions by a helper that pages do not have.
    const watch = {
      presented: 0,
      count(_: number, { presentedFrames }: VideoFrameCallbackMetadata): void {
        watch.presented = presentedFrames;
        source.requestVideoFrameCallback(watch.count);
      },
      async inState(...states: string[]): Promise<void> {
        while (!call.snapshot.files.some(({ name, state }) => name === fileName && states.includes(state)))
          await new Promise((resolve) => requestAnimationFrame(resolve));
      },
    };
    source.requestVideoFrameCallback(watch.count);
    while (watch.presented === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    if (fileName !== undefined) await watch.inState('transferring', 'done');
    const [first, began] = [watch.presented, performance.now()];
    if (fileName !== undefined) await watch.inState('done');
    else await new Promise((resolve) => setTimeout(resolve, 2000));
    return { frames: watch.presented - first, ms: performance.now() - began };
  }, file);
}

test('files of 0 B, 1 B and 5 MB arrive as they were sent, beside messages and pictures', async (t) => {
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
  const before = await framesOf(ben, 'Ann');
  // Accepted before the message: what is pressed must not be moved by what is written.
  const [during, delivered] = await Promise.all([
    framesOf(ben, 'Ann', 'large.bin'),
    acceptFile(ben, 'large.bin').then(() => messageMs(ann)),
  ]);
  assert.ok(delivered < CHAT_MS, `the message took ${delivered.toFixed(0)} ms`);
  t.diagnostic(
    `frames in milliseconds: before ${before.frames} in ${before.ms}, during ${during.frames} in ${during.ms}`,
  );
  assert.ok(before.frames > 0);
  // One more frame may be under way.
  assert.ok(during.frames + 1 >= (before.frames / before.ms) * during.ms * LEAST_RATE);
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
