import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { startLiveKit, whereLiveKit, type LiveKitProcess } from '../../harness/server/start-livekit.js';
import { startServer, type ServerProcess } from '../../harness/server/start-server.js';
import type { Guest } from '../guest.js';
import { isAt, wish } from '../topology.js';
import { SLOW_CAMERAS, useWorld, type OpenOptions } from '../world.js';

const { reason } = whereLiveKit();
const world = useWorld();
/** A browser of its own, which sleeps alone. */
const SLEEPER: OpenOptions = { launch: { args: [...(SLOW_CAMERAS.launch?.args ?? []), '--window-name=sleeper'] } };

let livekit: LiveKitProcess;
let stateDir = '';
let server: ServerProcess;

before(async () => {
  if (reason !== undefined) return;
  stateDir = await mkdtemp(join(tmpdir(), 'noom-moves-'));
  livekit = await startLiveKit();
  server = await startServer({
    ...livekit.settings,
    NOOM_STATE_DIR: stateDir,
    NOOM_LOG: 'error',
    NOOM_MEDIA_MOVE_S: '60',
  });
});
after(async () => {
  if (reason !== undefined) return;
  await server.stop();
  await livekit.stop();
  await rm(stateDir, { recursive: true });
});

async function open(t: TestContext, page: string, room: string, name: string, options = SLOW_CAMERAS): Promise<Guest> {
  const guest = await world.open(t, page, { room, name }, { ...options, origin: server.url });
  guest.mayLoseServer = true;
  return guest;
}

async function enter(t: TestContext, room: string, name: string, options = SLOW_CAMERAS): Promise<Guest> {
  const guest = await open(t, 'call', room, name, options);
  await guest.join();
  return guest;
}

/** Watches a page in Chromium from now on; the returned function resolves when it begins to connect to LiveKit. */
async function watchDials({ page }: Guest): Promise<() => Promise<void>> {
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  const dials = new Promise<void>((resolve) => {
    session.on('Network.webSocketCreated', ({ url }) => {
      if (url.startsWith(livekit.url)) resolve();
    });
  });
  return () => dials;
}

test(
  'LiveKit is killed while Chromium and Firefox move there: both stay in the mesh, and go there once it is back',
  { skip: reason, timeout: 180_000 },
  async (t) => {
    const room = world.room();
    const ann = await enter(t, room, 'Ann');
    const fox = await enter(t, room, 'Fox', { launch: { name: 'firefox' } });
    await Promise.all([ann.watches('Fox'), fox.watches('Ann')]);
    const dialsLiveKit = await watchDials(ann);
    await wish(ann, 'sfu');
    await dialsLiveKit();
    const { ports } = livekit;
    await livekit.stop();
    let isBack = false;
    const bringBack = async (): Promise<void> => {
      if (!isBack) livekit = await startLiveKit({ ports });
      isBack = true;
    };
    afterwards(t, bringBack);
    await Promise.all([ann.watches('Fox', 20), fox.watches('Ann', 20)]);
    await Promise.all([isAt(ann, 'mesh'), isAt(fox, 'mesh')]);
    await bringBack();
    await Promise.all([isAt(ann, 'sfu'), isAt(fox, 'sfu')]);
    await Promise.all([ann.watches('Fox', 5), fox.watches('Ann', 5)]);
  },
);

for (const { name, fallAsleep, wakeUp } of [
  {
    name: 'a page that slept at the door while its room moved to LiveKit joins there',
    fallAsleep: () => Promise.resolve(),
    wakeUp: (cas: Guest) => cas.join(),
  },
  {
    name: 'a page that falls asleep as it joins, while its room moves to LiveKit, is there once it wakes',
    fallAsleep: async (cas: Guest) => (await cas.see('>>> .join')).press('Enter'),
    wakeUp: (cas: Guest) => cas.joined(),
  },
]) {
  test(name, { skip: reason, timeout: 120_000 }, async (t) => {
    const room = world.room();
    const [ann, ben] = [await enter(t, room, 'Ann'), await enter(t, room, 'Ben')];
    await ann.watches('Ben');
    const cas = await open(t, 'call', room, 'Cas', SLEEPER);
    await cas.reads('Ann');
    await fallAsleep(cas);
    const wake = await world.sleep(SLEEPER.launch ?? {});
    afterwards(t, wake);
    await wish(ann, 'sfu');
    await Promise.all([isAt(ann, 'sfu'), isAt(ben, 'sfu')]);
    wake();
    await wakeUp(cas);
    await isAt(cas, 'sfu');
    await Promise.all([ann.watches('Cas', 5), cas.watches('Ann', 5), cas.watches('Ben', 5), cas.hears('Ben')]);
  });
}

test(
  'a tile that a hidden page puts elsewhere while its call moves to LiveKit shows pictures once the page is seen',
  { skip: reason, timeout: 120_000 },
  async (t) => {
    const room = world.room();
    const ben = await enter(t, room, 'Ben');
    const ann = await open(t, 'classic', room, 'Ann');
    await ann.press('Join');
    await ann.joined();
    await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
    await (await ann.page.browserContext().newPage()).bringToFront();
    assert.equal(await ann.page.evaluate(() => document.hidden), true);
    const isMoved = isAt(ann, 'sfu');
    await wish(ben, 'sfu');
    await ann.page.evaluate(async () => {
      const call = document.querySelector('noom-room');
      const tile = document.querySelector('noom-video[participant="remote"]');
      const places = [document.querySelector('.videos'), document.querySelector('.buttons')];
      for (let turn = 0; call?.activeTopology !== 'sfu'; turn += 1) {
        if (tile) places[turn % 2]?.append(tile);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await isMoved;
    await ann.page.bringToFront();
    await Promise.all([ann.watches('Ben', 5), ben.watches('Ann', 5), ann.hears('Ben')]);
  },
);
