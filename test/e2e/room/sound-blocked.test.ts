import { test } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld, type PageParams } from '../world.js';

const world = useWorld();

/**
 * A browser as users have it: a page that the user has not interacted with may not play sound. Chromium makes an
 * exception for a page that captures, so this one is refused its devices.
 */
const UNTOUCHED = { without: ['--autoplay-policy'], args: ['--use-fake-ui-for-media-stream=deny'] };

/**
 * Resolves when the page was refused sound. Nothing may be evaluated in it until then: the browser takes what a test
 * evaluates for a user's gesture.
 */
async function refusedSound(guest: Guest, page: string, params: PageParams): Promise<void> {
  await guest.page.evaluateOnNewDocument(() => {
    addEventListener('noom-playback-blocked', ({ type }) => console.info(type));
  });
  const told = new Promise<void>((resolve) => {
    guest.page.on('console', (message) => {
      if (message.text() === 'noom-playback-blocked') resolve();
    });
  });
  await guest.page.goto(`${world.url}/${page}.html?${String(new URLSearchParams(params))}`);
  await told;
}

test('a participant who joins without an interaction is offered to tap to hear', async (t) => {
  const room = world.room();
  await world.join(t, room, 'Ben');
  const ann = await world.open(t, '', {}, { launch: UNTOUCHED });
  await refusedSound(ann, 'call', { room, name: 'Ann', autojoin: '' });
  await ann.watches('Ben');
  await ann.picture('call-tap-to-hear');
  await ann.press('Tap to hear the others');
  await ann.seeNoMore('::-p-aria([name="Tap to hear the others"])');
});

test('a page with its own layout can offer the same', async (t) => {
  const room = world.room();
  await world.join(t, room, 'Ben');
  const ann = await world.open(t, '', {}, { launch: UNTOUCHED });
  await refusedSound(ann, 'composed', { room, name: 'Ann', autojoin: '' });
  await ann.reads('Press anywhere to hear the others');
  await ann.page.mouse.click(640, 20);
  await ann.seeNoMore('::-p-text(Press anywhere to hear the others)');
});
