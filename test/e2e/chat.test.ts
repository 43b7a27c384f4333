import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Guest } from './guest.js';
import { useWorld } from './world.js';

const world = useWorld();

async function join(t: TestContext, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name, autojoin: '' });
  await guest.joined();
  await (await guest.see('>>> button[aria-label="Open chat"]')).click();
  await guest.see('>>> textarea');
  return guest;
}

/** What a participant has, as texts; a deleted one as `deleted`. */
const texts = ({ page }: Guest): Promise<string[]> =>
  page.$eval('noom-room', (room) =>
    room.snapshot.messages.map(({ text, isDeleted }) => (isDeleted === true ? 'deleted' : text)),
  );

async function has(guest: Guest, wanted: readonly string[]): Promise<void> {
  await guest.page.waitForFunction(
    (all) =>
      document
        .querySelector('noom-room')
        ?.snapshot.messages.map(({ text, isDeleted }) => (isDeleted === true ? 'deleted' : text))
        .join() === all,
    {},
    wanted.join(),
  );
}

test('a private message reaches one, and a deleted one is gone for all, also for who joins later', async (t) => {
  const room = world.room();
  const ann = await join(t, room, 'Ann');
  const bob = await join(t, room, 'Bob');
  const cas = await join(t, room, 'Cas');
  await (await ann.see('>>> textarea')).type('for all\n');
  await has(bob, ['for all']);
  await has(cas, ['for all']);
  const bobId = await bob.page.$eval('noom-room', ({ snapshot }) => snapshot.self.id);
  await (await ann.see('>>> select')).select(bobId);
  await ann.see('>>> .to-private');
  await (await ann.see('>>> textarea')).type('for Bob\n');
  await has(bob, ['for all', 'for Bob']);
  await bob.see('>>> .meta .private');
  const saved = process.env['SCREENSHOTS'];
  if (saved) await ann.page.screenshot({ path: `${saved}/chat-private.png` });
  await (await ann.see('>>> .line .actions')).click();
  await (await ann.see('>>> [part=delete-item]')).click();
  await has(ann, ['deleted', 'for Bob']);
  await has(bob, ['deleted', 'for Bob']);
  await has(cas, ['deleted']);
  const dee = await join(t, room, 'Dee');
  await (await cas.see('>>> textarea')).type('welcome\n');
  await has(dee, ['welcome']);
  assert.deepEqual(await texts(dee), ['welcome']);
  if (saved) await bob.page.screenshot({ path: `${saved}/chat-deleted.png` });
});
