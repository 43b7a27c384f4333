import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

/** Longer than a picture that stays black is waited for, twice. */
const TWICE_PATIENCE_MS = 10_000;

async function watching(t: TestContext): Promise<{ ann: Guest; ben: Guest }> {
  const room = world.room();
  const [ann, ben] = [await world.join(t, room, 'Ann'), await world.join(t, room, 'Ben')];
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  // A picture that is not visible is not judged.
  await ann.page.bringToFront();
  return { ann, ben };
}

/** From now on the browser reports to Ann no frame of Ben's present track that it presents, and each one of another. */
async function blacken(ann: Guest): Promise<void> {
  const video = await ann.see('>>> .base[role="group"][aria-label^="Ben"] video');
  await video.evaluate((element) => {
    const tile = element as HTMLVideoElement;
    // The stream stays when the track in it is another one.
    const black = (tile.srcObject as MediaStream | null)?.getVideoTracks()[0];
    const request = tile.requestVideoFrameCallback.bind(tile);
    tile.requestVideoFrameCallback = (callback) =>
      request((now, metadata) => {
        if ((tile.srcObject as MediaStream | null)?.getVideoTracks()[0] !== black) callback(now, metadata);
      });
  });
}

test(
  'a picture that arrives and is not presented is restored over another connection',
  { timeout: 60_000 },
  async (t) => {
    const { ann } = await watching(t);
    const before = await ann.connectionTo('Ben');
    await blacken(ann);
    // The timeout of the test ends this: a change that never happens.
    while ((await ann.connectionTo('Ben')) === before) await wait(100);
    await ann.watches('Ben', 10);
  },
);

test('a picture that does not play presents nothing, and its connection stays', async (t) => {
  const { ann } = await watching(t);
  const before = await ann.connectionTo('Ben');
  const video = await ann.see('>>> .base[role="group"][aria-label^="Ben"] video');
  await video.evaluate((element) => {
    (element as HTMLVideoElement).pause();
  });
  await blacken(ann);
  await wait(TWICE_PATIENCE_MS);
  assert.equal(await ann.connectionTo('Ben'), before);
});

test('a camera that is off presents nothing, and its connection stays', async (t) => {
  const { ann, ben } = await watching(t);
  const before = await ann.connectionTo('Ben');
  await ben.page.$eval('noom-room', (room) => room.call.setCamera(false));
  await ann.tile('Ben', 'camera off');
  await wait(TWICE_PATIENCE_MS);
  assert.equal(await ann.connectionTo('Ben'), before);
  await ben.page.$eval('noom-room', (room) => room.call.setCamera(true));
  await ann.watches('Ben');
});
