import { test } from 'node:test';
import { useWorld } from './world.js';

const world = useWorld();

/**
 * A browser as people have it: a page that nobody has touched yet may not make a sound. Chromium makes an exception for
 * a page that captures, so this one is refused its devices.
 */
const UNTOUCHED = { without: ['--autoplay-policy'], args: ['--use-fake-ui-for-media-stream=deny'] };

test('who joins without having touched the page is offered to tap to hear', async (t) => {
  const room = world.room();
  await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann', autojoin: '' }, { launch: UNTOUCHED });
  await ann.watches('Ben');
  await ann.find('button', 'Tap to hear the others');
  await ann.picture('call-tap-to-hear');
  await ann.press('Tap to hear the others');
  await ann.seeNoMore('::-p-aria([name="Tap to hear the others"])');
});

test('a page with its own layout can offer the same', async (t) => {
  const room = world.room();
  await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'composed', { room, name: 'Ann', autojoin: '' }, { launch: UNTOUCHED });
  await ann.reads('Press anywhere to hear the others');
  await ann.page.mouse.click(640, 20);
  await ann.seeNoMore('::-p-text(Press anywhere to hear the others)');
});
