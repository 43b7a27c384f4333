import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import type { NoomRoom } from '../../../src/index.js';
import { IS_LONG } from '../../harness/long-run.js';
import { startServer } from '../../harness/server/start-server.js';
import type { Guest } from '../guest.js';
import { useWorld, type OpenOptions } from '../world.js';

/** In a long run a machine sleeps for as long as a real one did, and seats are kept for the default time. */
const GRACE_MS = IS_LONG ? '30000' : '1000';
const ASLEEP_MS = IS_LONG ? 95_000 : 0;
/** A separate browser, which no other guest shares. */
const SLEEPER = { args: ['--window-name=sleeper'] };

const world = useWorld();

async function join(
  t: TestContext,
  origin: string,
  room: string,
  name: string,
  more: OpenOptions = {},
): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name }, { origin, ...more });
  guest.mayLoseServer = true;
  await guest.join();
  return guest;
}

const write = ({ page }: Guest, text: string, to: string | null = null): Promise<void> =>
  page.evaluate(
    (words, id) => (document.querySelector('noom-room') as unknown as NoomRoom).sendMessage(words, { to: id }),
    text,
    to,
  );

/** What is in the chat, in order. */
const texts = ({ page }: Guest): Promise<string[]> =>
  page.evaluate(() =>
    (document.querySelector('noom-room') as unknown as NoomRoom).snapshot.messages.map(({ text }) => text),
  );

/** Resolves when the guest's own message of that text has reached this state. */
const hasCome = ({ page }: Guest, text: string, state: string): Promise<unknown> =>
  page.waitForFunction(
    (words, wanted) =>
      (document.querySelector('noom-room') as unknown as NoomRoom).snapshot.messages.some(
        (message) => message.text === words && message.state === wanted,
      ),
    { timeout: 60_000 },
    text,
    state,
  );

test('messages sent while a machine sleeps arrive once it wakes, once and in order', async (t) => {
  const server = await startServer({ NOOM_LOG: 'error', NOOM_GRACE_MS: GRACE_MS });
  afterwards(t, () => server.stop());
  const room = world.room();
  const ann = await join(t, server.url, room, 'Ann');
  const ben = await join(t, server.url, room, 'Ben');
  const cas = await join(t, server.url, room, 'Cas', { launch: SLEEPER });
  await Promise.all([ann.watches('Cas'), ben.watches('Cas')]);
  const id = await cas.page.evaluate(
    () => (document.querySelector('noom-room') as unknown as NoomRoom).snapshot.self.id,
  );

  const fellAsleepAt = Date.now();
  const wake = await world.sleep(SLEEPER);
  afterwards(t, wake);
  await write(ann, 'one');
  await hasCome(ann, 'one', 'sent');
  await write(ben, 'two', id);
  await hasCome(ben, 'two', 'sent');
  // The server notices within 20 seconds, and keeps the seat after that.
  for (const { page } of [ann, ben])
    await page.waitForSelector('noom-room[participant-count="2"]', { timeout: 90_000 });
  await write(ann, 'three', id);
  await write(ben, 'four');
  await hasCome(ann, 'three', 'sent');
  await hasCome(ben, 'four', 'delivered');
  await delay(Math.max(0, fellAsleepAt + ASLEEP_MS - Date.now()));

  wake();
  for (const [guest, text] of [
    [ann, 'one'],
    [ben, 'two'],
    [ann, 'three'],
  ] as const) {
    await hasCome(guest, text, 'delivered');
  }
  await write(ann, 'the last');
  await hasCome(ann, 'the last', 'delivered');
  assert.deepEqual(await texts(cas), ['one', 'two', 'three', 'four', 'the last']);
  assert.deepEqual(await texts(ann), ['one', 'three', 'four', 'the last']);
});
