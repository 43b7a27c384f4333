import { test, type TestContext } from 'node:test';
import type { BrowserName } from '../harness/launch-browser.js';
import type { Guest } from './guest.js';
import { useWorld } from './world.js';

const world = useWorld();

/** Joins in that browser, under its name, with the chat open. */
async function join(t: TestContext, room: string, name: BrowserName): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name, autojoin: '' }, { launch: { name } });
  await guest.joined();
  // Not by role and name, which cannot be asked of Firefox.
  await (await guest.see('>>> button[aria-label="Open chat"]')).click();
  return guest;
}

async function send(guest: Guest, text: string): Promise<void> {
  await guest.page.$eval('noom-room', (room, message) => room.sendMessage(message), text);
}

for (const [first, second] of [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const) {
  test(`${first} and, after it, ${second} see, hear and write to each other`, async (t) => {
    const room = world.room();
    const host = await join(t, room, first);
    const guest = await join(t, room, second);
    await Promise.all([host.watches(second), guest.watches(first)]);
    await Promise.all([host.hears(second), guest.hears(first)]);
    await send(host, `Hello ${second}`);
    await guest.reads(`Hello ${second}`);
    await send(guest, `Hello ${first}`);
    await host.reads(`Hello ${first}`);
  });
}
