import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { findFirefox } from '../../harness/find-firefox.mjs';
import type { BrowserName } from '../../harness/browser/launch-browser.js';
import type { Guest } from '../guest.js';
import { receiveFile, sendFile } from '../sent-files.js';
import { useWorld } from '../world.js';

const world = useWorld();
const { reason } = await findFirefox();
const skip = reason === undefined ? false : `Firefox is NOT tested: ${reason}`;

/** Joins in that browser, under its name, with the chat open. */
async function join(t: TestContext, room: string, name: BrowserName): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name, autojoin: '' }, { launch: { name } });
  await guest.joined();
  // Not by role and name, which Firefox does not support.
  await (await guest.see('>>> button[aria-label="Open chat"]')).click();
  return guest;
}

async function send(guest: Guest, text: string): Promise<void> {
  await guest.page.$eval('noom-room', (room, message) => room.sendMessage(message), text);
}

async function setCamera(guest: Guest, on: boolean): Promise<void> {
  await guest.page.$eval('noom-room', (room, wanted) => room.call.setCamera(wanted), on);
}

for (const [first, second] of [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const) {
  // Anything that either page logged on its console fails the test at its end.
  test(
    `${first} and, after it, ${second} see, hear and write to each other, also when a camera was off, and send a file and a screen`,
    { skip },
    async (t) => {
      const room = world.room();
      const host = await join(t, room, first);
      const guest = await join(t, room, second);
      await Promise.all([host.watches(second), guest.watches(first)]);
      await Promise.all([host.hears(second), guest.hears(first)]);
      await send(host, `Hello ${second}`);
      await guest.reads(`Hello ${second}`);
      await send(guest, `Hello ${first}`);
      await host.reads(`Hello ${first}`);

      await setCamera(guest, false);
      await host.tile(second, 'camera off');
      await setCamera(guest, true);
      await host.watches(second);

      const sent = await sendFile(host, 'tea.bin', 1_000_000);
      assert.equal(await receiveFile(guest, 'tea.bin'), sent);

      // Firefox without a display of its own captures none, and receives one.
      const [sharing, seeing] = first === 'chromium' ? [host, guest] : [guest, host];
      await sharing.press('Share screen');
      await seeing.watches('Screen of chromium');
      await sharing.press('Stop sharing the screen');
      await seeing.missesTile('Screen of chromium');
      await seeing.watches('chromium');
    },
  );
}
