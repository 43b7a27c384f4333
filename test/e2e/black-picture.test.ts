import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Guest } from './guest.js';
import { useWorld } from './world.js';

const world = useWorld();

/** Longer than a picture that stays black is waited for, twice. */
const TWICE_PATIENCE_MS = 10_000;

async function watching(t: TestContext): Promise<Guest> {
  const room = world.room();
  const [ann, ben] = [await world.join(t, room, 'Ann'), await world.join(t, room, 'Ben')];
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  return ann;
}

/** From now on nothing more is presented of what comes over the present connection. */
async function blacken(guest: Guest): Promise<void> {
  const video = await guest.see('>>> .base[role="group"][aria-label^="Ben"] video');
  await video.evaluate((element) => {
    const stream = (element as HTMLVideoElement).srcObject as MediaStream;
    for (const track of stream.getVideoTracks()) stream.removeTrack(track);
    for (const track of document.createElement('canvas').captureStream(0).getTracks()) stream.addTrack(track);
  });
}

/** By which track somebody is heard: another one comes with another connection. */
async function microphoneOf(guest: Guest, name: string): Promise<string | undefined> {
  return guest.page.$eval(
    'noom-room',
    (room, wanted) => room.snapshot.participants.find((each) => each.name === wanted)?.sources.microphone.track?.id,
    name,
  );
}

async function pass(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

test('a picture that arrives and is not presented comes back by another connection', async (t) => {
  const ann = await watching(t);
  const before = await microphoneOf(ann, 'Ben');
  await blacken(ann);
  await ann.watches('Ben', 10);
  assert.notEqual(await microphoneOf(ann, 'Ben'), before);
});

test('a picture that nobody can see presents nothing, and its connection stays', async (t) => {
  const ann = await watching(t);
  const before = await microphoneOf(ann, 'Ben');
  const base = await ann.see('>>> .base[role="group"][aria-label^="Ben"] video');
  await base.evaluate((element) => {
    (element as HTMLVideoElement).pause();
  });
  await blacken(ann);
  await pass(TWICE_PATIENCE_MS);
  assert.equal(await microphoneOf(ann, 'Ben'), before);
});

test('a camera that is off presents nothing, and its connection stays', async (t) => {
  const room = world.room();
  const [ann, ben] = [await world.join(t, room, 'Ann'), await world.join(t, room, 'Ben')];
  await ann.watches('Ben');
  const before = await microphoneOf(ann, 'Ben');
  await ben.page.$eval('noom-room', (each) => each.call.setCamera(false));
  await ann.tile('Ben', 'camera off');
  await pass(TWICE_PATIENCE_MS);
  assert.equal(await microphoneOf(ann, 'Ben'), before);
  await ben.page.$eval('noom-room', (each) => each.call.setCamera(true));
  await ann.watches('Ben');
});
