import { test } from 'node:test';
import { SLOW_CAMERAS, useWorld } from './world.js';

const world = useWorld();
const NAMES = ['Minji', 'Ann', 'Jun', 'Cleo'];

test('four participants who join at the same time all see each other, in every tile', async (t) => {
  const room = world.room();
  const guests = await Promise.all(NAMES.map((name) => world.open(t, 'call', { room, name }, SLOW_CAMERAS)));
  await Promise.all(guests.map((guest) => guest.join()));
  await Promise.all(guests.flatMap((guest) => NAMES.map((name) => guest.watches(name))));
  await guests[0]?.picture('call-four');
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
