import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { NoomRoom } from '../../src/index.js';
import { afterwards } from '../harness/afterwards.js';
import type { Guest } from './guest.js';
import { LossyPath } from './lossy-path.js';
import { SLOW_CAMERAS, useWorld } from './world.js';

const world = useWorld();

/** With addresses in candidates, which a page may hide until it has the devices. */
const LAUNCH = {
  args: [...(SLOW_CAMERAS.launch?.args ?? []), '--disable-features=WebRtcHideLocalIpsWithMdns'],
};

async function join(t: TestContext, path: LossyPath, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name }, { launch: LAUNCH, script: LossyPath.script });
  await path.lead(guest);
  await guest.join();
  return guest;
}

/** Resolves when the quality of the other participant is one of these. */
async function becomes(guest: Guest, ...qualities: string[]): Promise<void> {
  await guest.page.waitForFunction(
    (wanted) => {
      const { snapshot } = document.querySelector('noom-room') as unknown as NoomRoom;
      return wanted.includes(snapshot.participants[1]?.quality ?? '');
    },
    { timeout: 20_000 },
    qualities,
  );
}

test('a path that begins to lose packets makes the quality poor, and the tile says why', async (t) => {
  const path = new LossyPath();
  afterwards(t, () => path.close());
  const room = world.room();
  const ann = await join(t, path, room, 'Ann');
  const ben = await join(t, path, room, 'Ben');
  await ann.page.bringToFront();
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  await becomes(ann, 'excellent', 'good');
  path.oneLostOf = 3;
  await becomes(ann, 'poor');
  assert.equal(await ann.page.$eval('noom-room', (each) => each.snapshot.participants[1]?.qualityCause), 'network');
  await ann.find('group', 'Ben, poor quality, the network in between is slow or loses data');
  await ann.picture('quality-poor');
});
