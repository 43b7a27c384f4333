import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { findFirefox } from '../harness/find-firefox.mjs';
import { IS_LONG } from '../harness/long-run.js';
import type { BrowserName } from '../harness/browser/launch-browser.js';
import type { Guest } from './guest.js';
import { useWorld } from './world.js';

const world = useWorld();
const { reason } = await findFirefox();
/** Ten times the goal, for a busy machine; what is not acknowledged after 3 s goes by the server. */
const CHAT_MS = 2000;

async function join(t: TestContext, room: string, name: string, browser: BrowserName = 'chromium'): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name, autojoin: '' }, { launch: { name: browser } });
  await guest.joined();
  await (await guest.see('>>> button[aria-label="Open chat"]')).click();
  await guest.see('>>> textarea');
  return guest;
}

/** Has the page send a file of that many bytes, none like the next; resolves to its checksum. */
async function send(guest: Guest, name: string, sizeBytes: number): Promise<string> {
  return guest.page.$eval(
    'noom-room',
    async (room, fileName, size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256);
      await room.sendFile(new File([bytes], fileName));
      return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).join(' ');
    },
    name,
    sizeBytes,
  );
}

/** Presses "Receive"; resolves once it is wanted. */
async function accept(guest: Guest, name: string): Promise<void> {
  await (await guest.see(`>>> button[aria-label="Receive ${name}"]`)).click();
  await guest.page.waitForFunction(
    (fileName) =>
      document
        .querySelector('noom-room')
        ?.snapshot.files.some(({ name, state }) => name === fileName && state !== 'offered'),
    {},
    name,
  );
}

/** Accepts it; resolves to the checksum of what came, once it can be saved. */
async function receive(guest: Guest, name: string): Promise<string> {
  await accept(guest, name);
  return received(guest, name);
}

async function received(guest: Guest, name: string): Promise<string> {
  await guest.see(`>>> a[aria-label="Save ${name}"]`);
  return guest.page.$eval(
    'noom-room',
    async (room, fileName) => {
      const blob = room.snapshot.files.find((file) => file.name === fileName)?.blob ?? new Blob();
      return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))).join(' ');
    },
    name,
  );
}

test('files of 0 B, 1 B and 5 MB arrive as they were sent, and a message beside them at once', async (t) => {
  const room = world.room();
  const ann = await join(t, room, 'Ann');
  const ben = await join(t, room, 'Ben');
  for (const [name, sizeBytes] of [
    ['empty.bin', 0],
    ['one.bin', 1],
  ] as const) {
    const sent = await send(ann, name, sizeBytes);
    assert.equal(await receive(ben, name), sent, name);
  }
  const sent = await send(ann, 'large.bin', 5_000_000);
  // Before the message: what is pressed must not be moved by what is written.
  await accept(ben, 'large.bin');
  const delivered = await ann.page.$eval('noom-room', async (element) => {
    const began = performance.now();
    await element.sendMessage('meanwhile');
    while (element.snapshot.messages.at(-1)?.state !== 'delivered') {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - began;
  });
  assert.ok(delivered < CHAT_MS, `the message took ${delivered.toFixed(0)} ms`);
  assert.equal(await received(ben, 'large.bin'), sent);
  await ben.picture('files');
  assert.deepEqual(await ben.axe(), []);
});

for (const [first, second] of [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const) {
  const skip = reason === undefined ? false : `Firefox is NOT tested: ${reason}`;
  test(`${first} sends a file of 1 MB to ${second}`, { skip }, async (t) => {
    const room = world.room();
    const sender = await join(t, room, 'Ann', first);
    const receiver = await join(t, room, 'Ben', second);
    const sent = await send(sender, 'tea.bin', 1_000_000);
    assert.equal(await receive(receiver, 'tea.bin'), sent);
  });
}

if (IS_LONG) {
  test('a file of 100 MB arrives as it was sent', async (t) => {
    const room = world.room();
    const ann = await join(t, room, 'Ann');
    const ben = await join(t, room, 'Ben');
    ben.page.setDefaultTimeout(300_000);
    const sent = await send(ann, 'huge.bin', 100_000_000);
    assert.equal(await receive(ben, 'huge.bin'), sent);
  });
}
