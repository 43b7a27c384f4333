import { test, type TestContext } from 'node:test';
import type { NoomRoom } from '../../../src/index.js';
import { afterwards } from '../../harness/afterwards.js';
import type { Guest } from '../guest.js';
import { LossyPath } from '../lossy-path.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

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

/** Resolves when the quality of the other participant, or its cause, is one of these. */
async function becomes(guest: Guest, key: 'quality' | 'qualityCause', ...values: (string | null)[]): Promise<void> {
  await guest.page.waitForFunction(
    (name, wanted) => {
      const { snapshot } = document.querySelector('noom-room') as unknown as NoomRoom;
      const other = snapshot.participants[1];
      return other !== undefined && wanted.includes(other[name]);
    },
    { timeout: 20_000 },
    key,
    values,
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
  // A machine that is too busy for these pictures has made it poor already, but for another cause.
  await becomes(ann, 'quality', 'excellent', 'good', 'poor');
  await becomes(ann, 'qualityCause', null, 'processor', 'device');
  path.lostShare = 0.2;
  await becomes(ann, 'qualityCause', 'network');
  await becomes(ann, 'quality', 'poor');
  await ann.find('group', 'Ben, poor quality, the network in between is slow or loses data');
  await ann.picture('quality-poor');
});
