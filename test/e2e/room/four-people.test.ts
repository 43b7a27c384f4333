import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guest } from '../guest.js';
import { receiveFile, sendFile } from '../sent-files.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

const world = useWorld();
const NAMES = ['Minji', 'Ann', 'Jun', 'Cleo'];

test('four participants who join at the same time all see each other, and all that one of them does', async (t) => {
  const room = world.room();
  const open = (name: string): Promise<Guest> => world.open(t, 'call', { room, name }, SLOW_CAMERAS);
  const guests = await Promise.all([open('Minji'), open('Ann'), open('Jun'), open('Cleo')]);
  const [minji, ann, jun, cleo] = guests;
  const seeAll = (): Promise<unknown> =>
    Promise.all(guests.flatMap((guest) => NAMES.map((name) => guest.watches(name))));
  await Promise.all(guests.map((guest) => guest.join()));
  await seeAll();
  await minji.picture('call-four');

  await ann.press('Raise hand');
  await Promise.all(guests.map((guest) => guest.tile('Ann', 'hand raised')));
  await jun.press('React');
  await (await jun.find('menuitem', 'Celebrating')).click();
  await Promise.all(guests.map((guest) => guest.see('>>> noom-reactions >>> .reaction')));

  for (const guest of [jun, cleo]) {
    await guest.press('Open chat');
    await guest.see('>>> textarea');
  }
  const sent = await sendFile(minji, 'plan.bin', 300_000);
  const received = await Promise.all([jun, cleo].map((guest) => receiveFile(guest, 'plan.bin')));
  assert.deepEqual(received, [sent, sent]);
  const states = await ann.page.$eval('noom-room', ({ snapshot }) => snapshot.files.map(({ state }) => state));
  assert.deepEqual(states, ['offered'], 'who does not accept it gets nothing');

  await minji.press('Share screen');
  await Promise.all([ann, jun, cleo].map((guest) => guest.watches('Screen of Minji')));
  // Beside all of that the cameras go on.
  await seeAll();
  await cleo.picture('call-four-screen');
});

test('four participants on four different pages are in one call', async (t) => {
  const room = world.room();
  const minji = await world.open(t, 'call', { room, name: 'Minji' }, SLOW_CAMERAS);
  await minji.join();
  const ann = await world.open(t, 'composed', { room, name: 'Ann' }, SLOW_CAMERAS);
  await ann.join();
  const jun = await world.open(t, 'classic', { room, name: 'Jun' }, SLOW_CAMERAS);
  await jun.press('Join');
  await jun.joined();
  const cleo = await world.open(t, 'headless', { room, name: 'Cleo' }, SLOW_CAMERAS);
  await cleo.press('Join');
  for (const guest of [minji, ann]) {
    await Promise.all(NAMES.map((name) => guest.watches(name)));
  }
  // The classic page shows one other participant, the first.
  await jun.watches('Minji');
  await Promise.all(['Minji', 'Ann', 'Jun', 'Cleo'].map((name) => cleo.watchesFigure(name)));
  await Promise.all([ann.picture('composed-four'), jun.picture('classic-four'), cleo.picture('headless-four')]);

  await cleo.write('Message', 'Hello from the page without tags');
  await cleo.press('Send');
  await ann.reads('Hello from the page without tags');
  await ann.write('Send a message', 'Hello from the composed one');
  await ann.page.keyboard.press('Enter');
  await cleo.reads('Ann: Hello from the composed one');
});
