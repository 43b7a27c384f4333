import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { startServer } from '../../harness/server/start-server.js';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

test('a call goes on unchanged while the server is stopped and started again, but for the word "reconnecting"', async (t) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'noom-restart-'));
  afterwards(t, () => rm(stateDir, { recursive: true }));
  const settings = { NOOM_STATE_DIR: stateDir, NOOM_LOG: 'error' };
  const first = await startServer(settings);
  const { port } = new URL(first.url);
  const room = world.room();
  const guests: Guest[] = [];
  for (const name of ['Ann', 'Ben']) {
    const guest = await world.open(t, 'call', { room, name }, { origin: first.url });
    // The browser logs each connection that fails.
    guest.mayLoseServer = true;
    await guest.join();
    guests.push(guest);
  }
  const [ann, ben] = guests;
  assert.ok(ann && ben);
  await Promise.all([ann.watches('Ben'), ben.watches('Ann'), ann.hears('Ben'), ben.hears('Ann')]);
  const before = await Promise.all(guests.map((guest) => guest.roster()));

  assert.equal(await first.stop('SIGTERM'), 0);
  for (const { page } of guests) await page.waitForSelector('noom-room[state="reconnecting"]');
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);

  const second = await startServer({ ...settings, PORT: port });
  afterwards(t, () => second.stop());
  await Promise.all(guests.map((guest) => guest.joined()));
  assert.deepEqual(await Promise.all(guests.map((guest) => guest.roster())), before);
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  // Events from now on go through the new server.
  await ann.press('Turn microphone off');
  await ben.tile('Ann', 'microphone off');
});
