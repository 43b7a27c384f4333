import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from './world.js';

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

test('how loud another participant is heard is set for oneself alone', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ann.hears('Ben');
  await ben.press('Open participants, 2 participants');
  await ben.press('Actions for Ann');
  await ben.chooseItem('Volume…');
  await ben.find('slider', 'Volume of Ann');
  await ben.page.keyboard.press('Home');
  await ben.reads('muted for you');
  await ben.page.keyboard.press('End');
  await ben.seeNoMore('::-p-text(muted for you)');
  const volumes = [ann, ben].map((guest) =>
    guest.page.$eval('noom-room', ({ snapshot }) => snapshot.participants.map(({ volume }) => volume)),
  );
  assert.deepEqual(await Promise.all(volumes), [
    [1, 1],
    [1, 1],
  ]);
  await ben.page.setViewport({ width: 320, height: 640 });
  await ben.picture('people-phone');
});
