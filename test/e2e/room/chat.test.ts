import { test, type TestContext } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

async function join(t: TestContext, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name, autojoin: '' });
  await guest.joined();
  await (await guest.see('>>> button[aria-label="Open chat"]')).click();
  await guest.see('>>> textarea');
  return guest;
}

/** Waits until a participant has these texts and no others; a deleted one is `deleted`. */
async function has(guest: Guest, wanted: readonly string[]): Promise<void> {
  await guest.page.waitForFunction(
    (all) =>
      document
        .querySelector('noom-room')
        ?.snapshot.messages.map(({ text, isDeleted }) => (isDeleted === true ? 'deleted' : text))
        .join() === all,
    // Not by frames: a page in the background has none.
    { polling: 50 },
    wanted.join(),
  );
}

test('a private message reaches one, and a deleted one is gone for all, also for who joins later', async (t) => {
  const room = world.room();
  const ann = await join(t, room, 'Ann');
  const bob = await join(t, room, 'Bob');
  await (await ann.see('>>> textarea')).type('for all\n');
  await has(bob, ['for all']);
  await (await ann.see('>>> .line .actions')).click();
  await (await ann.see('>>> [part=delete-item]')).click();
  await has(bob, ['deleted']);
  const cas = await join(t, room, 'Cas');
  await (await bob.see('>>> textarea')).type('welcome\n');
  await has(cas, ['welcome']);
  const bobId = await bob.page.$eval('noom-room', ({ snapshot }) => snapshot.self.id);
  await (await ann.see('>>> select')).select(bobId);
  await ann.see('>>> .to-private');
  await (await ann.see('>>> textarea')).type('for Bob\n');
  await has(bob, ['deleted', 'welcome', 'for Bob']);
  await bob.see('>>> .meta .private');
  const saved = process.env['SCREENSHOTS'];
  if (saved) await bob.page.screenshot({ path: `${saved}/chat-private.png` });
  await (await bob.see('>>> textarea')).type('the last\n');
  await has(cas, ['welcome', 'the last']);
});
