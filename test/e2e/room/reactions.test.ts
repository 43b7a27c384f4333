import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();
/** A hand that is up alone: `hand raised` is a part of `hand raised, number 2`, too. */
const NO_PLACE = { not: 'number' };

/** Remembers the reactions that a page is told of; the returned function reads them. */
async function hear({ page }: Guest): Promise<() => Promise<string[]>> {
  await page.$eval('noom-room', (room) => {
    room.addEventListener('noom-reaction', ({ participant, emoji }) => {
      room.dataset.heard = `${room.dataset.heard ?? ''}${participant.name} ${emoji},`;
    });
  });
  return async () => page.$eval('noom-room', (room) => (room.dataset.heard ?? '').split(',').slice(0, -1));
}

test('a reaction floats over the stage of both, with the name, and is told once', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  const heard = await Promise.all([hear(ann), hear(ben)]);
  await ann.press('React');
  await ann.picture('reactions-menu');
  await (await ann.find('menuitem', 'Celebrating')).click();
  await Promise.all([ann, ben].map((guest) => guest.see('>>> noom-reactions >>> .reaction')));
  await ben.reads('🎉');
  await ben.picture('reactions-shown');
  assert.deepEqual(await Promise.all(heard.map((read) => read())), [['Ann 🎉'], ['Ann 🎉']]);
  await ben.seeNoMore('>>> noom-reactions >>> .reaction');
});

test('hands have the order in which they were raised, also for who comes later', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ben.press('Raise hand');
  await ann.tile('Ben', 'hand raised', NO_PLACE);
  await ann.press('Raise hand');
  const cas = await world.join(t, room, 'Cas');
  for (const guest of [ann, ben, cas]) {
    await Promise.all([guest.tile('Ben', 'hand raised, number 1'), guest.tile('Ann', 'hand raised, number 2')]);
  }
  await cas.picture('hands-in-order');
  await ben.press('Lower hand');
  await cas.tile('Ann', 'hand raised', NO_PLACE);
});
