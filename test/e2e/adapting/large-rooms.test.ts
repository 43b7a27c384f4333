import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { afterwards } from '../../harness/afterwards.js';
import { startLiveKit, whereLiveKit, type LiveKitProcess } from '../../harness/server/start-livekit.js';
import { startServer, type ServerProcess } from '../../harness/server/start-server.js';
import type { Guest } from '../guest.js';
import { isAt, wish } from '../topology.js';
import { SLOW_CAMERAS, useWorld, type OpenOptions } from '../world.js';

const { reason } = whereLiveKit();
const world = useWorld();
/** The long run needs the machine alone: it moves five times there and back, and bounds how long a tile stands still. */
const isLong = process.env['TEST_LONG'] === '1';
const ROUNDS = isLong ? 5 : 1;
const LEFT_TO_LONG_RUN = isLong ? undefined : 'it takes long: see npm run test:long';
/** As long as the pictures of a call that stays where it is are watched, to compare with what the long run bounds. */
const STILL_MS = 5000;
/** How long a picture may be missing: many times what a move takes from a viewer. */
const LONGEST_GAP_MS = 1500;

let livekit: LiveKitProcess;
let stateDir = '';
let server: ServerProcess;
const settings = () => ({ ...livekit.settings, NOOM_STATE_DIR: stateDir, NOOM_LOG: 'error', NOOM_MEDIA_MOVE_S: '60' });

before(async () => {
  if (reason !== undefined) return;
  stateDir = await mkdtemp(join(tmpdir(), 'noom-large-'));
  livekit = await startLiveKit();
  server = await startServer(settings());
});
after(async () => {
  if (reason !== undefined) return;
  await server.stop();
  await livekit.stop();
  await rm(stateDir, { recursive: true });
});

/** Participants of one room, the first of whom is the host. */
async function gather(t: TestContext, names: readonly string[], options: OpenOptions = SLOW_CAMERAS): Promise<Guest[]> {
  const room = world.room();
  const guests: Guest[] = [];
  for (const name of names) guests.push(await enter(t, room, name, options));
  return guests;
}

async function enter(t: TestContext, room: string, name: string, options: OpenOptions = SLOW_CAMERAS): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name }, { ...options, origin: server.url });
  guest.mayLoseServer = true;
  await guest.join();
  return guest;
}

/**
 * Counts the frames that each remote tile presents, and the longest time between two, by when they were presented: a
 * page that is busy hears of several at once. As text, without the compiler's names.
 */
const WATCH_FOR_GAPS = `{
  const gaps = (window.gaps = { picture: 0, frames: 0 });
  const stage = document.querySelector('noom-room').shadowRoot.querySelector('noom-stage');
  for (const tile of stage.shadowRoot.querySelectorAll('noom-video')) {
    if (tile.local) continue;
    const video = tile.shadowRoot.querySelector('video');
    let last = { presentationTime: performance.now(), presentedFrames: 0 };
    const next = () =>
      video.requestVideoFrameCallback((_, frame) => {
        const count = Math.max(1, last.presentedFrames === 0 ? 1 : frame.presentedFrames - last.presentedFrames);
        gaps.picture = Math.max(gaps.picture, (frame.presentationTime - last.presentationTime) / count);
        gaps.frames += count;
        last = frame;
        next();
      });
    next();
  }
}`;

async function gaps(guest: Guest): Promise<{ picture: number; frames: number }> {
  return guest.page.evaluate(() => (window as unknown as { gaps: { picture: number; frames: number } }).gaps);
}

test(
  `a call moves to LiveKit and back (${String(ROUNDS)} times), and goes on`,
  { skip: reason, timeout: 300_000 },
  async (t) => {
    const [ann, ben, cas] = await gather(t, ['Ann', 'Ben', 'Cas']);
    assert.ok(ann && ben && cas);
    const all = [ann, ben, cas];
    await Promise.all([ann.watches('Ben'), ann.watches('Cas'), ben.watches('Ann'), cas.watches('Ann')]);
    await ann.page.evaluate(() => {
      const told: object[] = [];
      (window as unknown as { moves: object[] }).moves = told;
      document.querySelector('noom-room')?.addEventListener('noom-topology-changed', ({ from, to, ms }) => {
        told.push({ from, to, isTimed: ms >= 0 });
      });
    });
    await ann.page.bringToFront();
    await ann.page.evaluate(WATCH_FOR_GAPS);
    if (isLong) await delay(STILL_MS);
    const still = await gaps(ann);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const topology of ['sfu', 'mesh'] as const) {
        await wish(ann, topology);
        await Promise.all(all.map((guest) => isAt(guest, topology)));
        await ann.watches('Ben', 5);
        await ann.hears('Cas');
      }
    }
    const seen = await gaps(ann);
    t.diagnostic(
      `the longest gap of a tile was ${String(Math.round(seen.picture))} ms in ${String(seen.frames)} frames` +
        (isLong ? `, and ${String(Math.round(still.picture))} ms before the first move` : ''),
    );
    if (isLong) assert.ok(seen.picture < LONGEST_GAP_MS, `a tile stood still for ${String(seen.picture)} ms`);
    const moves = await ann.page.evaluate(() => (window as unknown as { moves: object[] }).moves);
    assert.deepEqual(
      moves,
      Array.from({ length: 2 * ROUNDS }, (_, index) =>
        index % 2 === 0 ? { from: 'mesh', to: 'sfu', isTimed: true } : { from: 'sfu', to: 'mesh', isTimed: true },
      ),
    );
    // Opened before, as the button's name tells what is unread.
    await ben.press('Open chat');
    await ann.press('Open chat');
    await ann.write('Send a message', 'still here');
    await ann.page.keyboard.press('Enter');
    await ben.reads('still here');
  },
);

test(
  'a participant who joins while the call moves is seen and heard',
  { skip: reason, timeout: 120_000 },
  async (t) => {
    const room = world.room();
    const [ann, ben] = [await enter(t, room, 'Ann'), await enter(t, room, 'Ben')];
    await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
    const cas = await world.open(t, 'call', { room, name: 'Cas' }, { ...SLOW_CAMERAS, origin: server.url });
    await Promise.all([wish(ann, 'sfu'), cas.join()]);
    await Promise.all([ann, ben, cas].map((guest) => isAt(guest, 'sfu')));
    await Promise.all([
      ann.watches('Cas'),
      ben.watches('Cas'),
      cas.watches('Ann'),
      cas.watches('Ben'),
      cas.hears('Ann'),
    ]);
  },
);

test(
  'a call at LiveKit goes on while the signaling server is stopped and started',
  { skip: reason, timeout: 120_000 },
  async (t) => {
    const [ann, ben] = await gather(t, ['Ann', 'Ben']);
    assert.ok(ann && ben);
    await ann.watches('Ben');
    await wish(ann, 'sfu');
    await Promise.all([isAt(ann, 'sfu'), isAt(ben, 'sfu')]);
    const { port } = new URL(server.url);
    await server.stop('SIGTERM');
    for (const { page } of [ann, ben]) await page.waitForSelector('noom-room[state="reconnecting"]');
    await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
    server = await startServer({ ...settings(), PORT: port });
    await Promise.all([ann.joined(), ben.joined()]);
    await Promise.all([ann.watches('Ben', 5), ben.watches('Ann', 5)]);
    assert.deepEqual(
      await Promise.all([ann, ben].map(({ page }) => page.$eval('noom-room', (room) => room.activeTopology))),
      ['sfu', 'sfu'],
    );
  },
);

test('a call goes back to a mesh when LiveKit is killed', { skip: reason, timeout: 120_000 }, async (t) => {
  const [ann, ben] = await gather(t, ['Ann', 'Ben']);
  assert.ok(ann && ben);
  await ann.watches('Ben');
  await wish(ann, 'sfu');
  await Promise.all([isAt(ann, 'sfu'), isAt(ben, 'sfu')]);
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  const { ports } = livekit;
  await livekit.stop();
  afterwards(t, async () => {
    livekit = await startLiveKit({ ports });
  });
  await Promise.all([isAt(ann, 'mesh'), isAt(ben, 'mesh')]);
  await Promise.all([ann.watches('Ben', 5), ben.watches('Ann', 5), ann.hears('Ben')]);
});

test(
  'Chromium and Firefox are in one call at LiveKit',
  { skip: reason ?? LEFT_TO_LONG_RUN, timeout: 120_000 },
  async (t) => {
    const room = world.room();
    const ann = await enter(t, room, 'Ann');
    const fox = await enter(t, room, 'Fox', { launch: { name: 'firefox' } });
    await Promise.all([ann.watches('Fox'), fox.watches('Ann')]);
    await wish(ann, 'sfu');
    await Promise.all([isAt(ann, 'sfu'), isAt(fox, 'sfu')]);
    await Promise.all([ann.watches('Fox', 5), fox.watches('Ann', 5)]);
  },
);
