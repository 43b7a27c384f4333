import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

test('a host mutes a guest, asks them to turn the microphone on again, and removes them', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ben.watches('Ann');
  await ann.press('Open participants, 2 participants');
  await ann.press('Actions for Ben');
  await ann.picture('people-menu');
  await ann.chooseItem('Turn off Ben’s microphone');
  await ben.find('button', 'Turn microphone on');
  await ann.press('Actions for Ben');
  await ann.chooseItem('Ask to turn the microphone on');
  await ann.reads('Ben was asked to turn the microphone on.');
  await ben.reads('asks you to turn your microphone on');
  await ben.picture('people-asked');
  // The one in the notice; the toolbar has another of the same name.
  await (await ben.see('>>> [part=ask] .primary')).click();
  await ben.find('button', 'Turn microphone off');
  await ann.press('Actions for Ben');
  await ann.chooseItem('Remove from the call');
  await ann.reads('Remove Ben?');
  await ann.picture('people-remove');
  await ann.press('Remove');
  await ben.reads('You were removed from the call');
  await ann.missesTile('Ben');
});

test('how loud another participant is heard is set for the local participant alone', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.open(t, 'call', { room, name: 'Ben' }, { script: keepSounding });
  await ben.join();
  await ann.hears('Ben');
  await ben.hears('Ann');
  await ben.press('Open participants, 2 participants');
  await ben.press('Actions for Ann');
  await ben.chooseItem('Volume…');
  await ben.find('slider', 'Volume of Ann');
  assert.deepEqual(await heardBy(ben), { Ann: 1, Ben: 1, sound: [1] });
  await ben.page.keyboard.press('Home');
  await ben.reads('muted for you');
  assert.deepEqual(await heardBy(ben), { Ann: 0, Ben: 1, sound: [0] });
  assert.deepEqual(await heardBy(ann), { Ann: 1, Ben: 1, sound: [] });
  await ben.page.keyboard.press('ArrowUp');
  await ben.seeNoMore('::-p-text(muted for you)');
  assert.deepEqual(await heardBy(ben), { Ann: 0.05, Ben: 1, sound: [0.05] });
  await ben.page.setViewport({ width: 320, height: 640 });
  await ben.picture('people-phone');
});

interface SoundingWindow extends Window {
  sounding?: Set<HTMLMediaElement>;
}

/** Keeps the elements that play sound, which are outside of the document. Runs in the page, before its scripts. */
function keepSounding(): void {
  const sounding = new Set<HTMLMediaElement>();
  (window as SoundingWindow).sounding = sounding;
  const { play } = HTMLAudioElement.prototype;
  HTMLAudioElement.prototype.play = function (this: HTMLAudioElement) {
    sounding.add(this);
    return play.call(this);
  };
}

/** How loud a guest hears each participant, by what the tags say and by what plays. */
function heardBy(guest: Guest): Promise<Record<string, number | number[]>> {
  return guest.page.$eval('noom-room', ({ snapshot }) => ({
    ...Object.fromEntries(snapshot.participants.map(({ name, volume }) => [name, volume])),
    sound: [...((window as SoundingWindow).sounding ?? [])]
      .filter(({ paused }) => !paused)
      .map(({ volume, muted }) => (muted ? 0 : volume)),
  }));
}
