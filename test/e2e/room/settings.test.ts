import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

/** What the browser does to the sound that a page sends. */
function suppression({ page }: Guest): Promise<boolean | undefined> {
  return page.$eval('noom-room', (room) => room.snapshot.self.sources.microphone.track?.getSettings().noiseSuppression);
}

test('what is set changes the call at once, and is so again after a reload', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  await ann.press('Open settings');
  await ann.see('>>> noom-settings >>> noom-device-select >>> video:not([hidden])');
  await ann.picture('settings');
  assert.equal(await suppression(ann), true);
  await (await ann.find('switch', 'Noise suppression')).click();
  await ann.page.waitForFunction(() => localStorage.getItem('noom:settings') === '{"noiseSuppression":false}');
  assert.equal(await suppression(ann), false);
  await ann.choose('Appearance', 'Dark');
  await ann.choose('Language', '한국어');
  await ann.reads('에코 제거');
  await ann.picture('settings-korean');
  await ann.page.keyboard.press('Escape');
  await ann.seeNoMore('>>> noom-settings >>> dialog');
  await ben.watches('Ann');
  await ann.page.reload();
  // The prejoin is in the language that was chosen.
  await ann.press('지금 참가');
  await ben.tile('Ann');
  await ben.watches('Ann');
  await ann.page.waitForFunction(() => document.querySelector('noom-room')?.theme === 'dark');
  assert.equal(await suppression(ann), false);
});
