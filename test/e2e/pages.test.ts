import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from './world.js';

const world = useWorld();
const CALLS = ['call', 'composed', 'classic', 'headless'];

for (const page of ['', ...CALLS]) {
  test(`the page /${page} has no violation that axe finds, in light and in dark`, async (t) => {
    const guest = await world.open(t, page, { theme: 'light' });
    await guest.settled();
    assert.deepEqual(await guest.axe(), []);
    await guest.picture(`${page || 'index'}-light`);
    await guest.press('Dark');
    await guest.settled();
    assert.deepEqual(await guest.axe(), []);
    await guest.picture(`${page || 'index'}-dark`);
  });

  test(`the page /${page} fits into 320 pixels, in Korean`, async (t) => {
    const guest = await world.open(t, page, { lang: 'ko', room: '차', name: '민지', autojoin: '' });
    await guest.page.setViewport({ width: 320, height: 640 });
    await guest.settled();
    const overflow = await guest.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(overflow, 0);
    assert.deepEqual(await guest.axe(), []);
    await guest.picture(`${page || 'index'}-320-ko`);
  });
}

for (const page of CALLS) {
  test(`a call on the page /${page} is joined and left by keyboard alone`, async (t) => {
    const guest = await world.open(t, page, { room: world.room(), name: 'Ann' });
    await guest.tabTo(/^Join/);
    await guest.page.keyboard.press('Enter');
    // The form of /classic leads to another page, which has no field for a moment, and is not in the call yet.
    if (page !== 'headless') await guest.page.waitForSelector('noom-room[state=joined]');
    await guest.seeNoMore('::-p-aria([name="Your name"])');
    await guest.settled();
    assert.deepEqual(await guest.axe(), []);
    await guest.tabTo(page === 'call' ? /^Turn microphone off$/ : /^Leave$/);
    if (page === 'call') await guest.page.keyboard.press('End');
    await guest.page.keyboard.press('Enter');
    await guest.find('button', page === 'call' ? 'Rejoin' : page === 'composed' ? 'Join now' : 'Join');
    assert.deepEqual(await guest.axe(), []);
  });
}

test('the index leads to the pages with room and name', async (t) => {
  const guest = await world.open(t, '');
  const room = world.room();
  await guest.write('Room', room);
  await guest.write('Your name', 'Ann');
  await guest.press('One tag');
  await guest.reads(`Join “${room}”`);
  await guest.join();
});

test('an invitation can be copied, and leads to the room without the sender’s name', async (t) => {
  const room = world.room();
  const ann = await world.open(t, 'call', { room, name: 'Ann' });
  const granted = ['camera', 'microphone', 'clipboard-read', 'clipboard-sanitized-write'] as const;
  await ann.page.browserContext().overridePermissions(world.url, [...granted]);
  await ann.press('Copy invitation');
  await ann.reads('Invitation copied');
  const link = await ann.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${world.url}/call.html?room=${room}`);
});

test('language and theme are switched in place, and kept in the address and in the links', async (t) => {
  const ann = await world.open(t, 'call', { room: '차', name: '민지' });
  await ann.press('한국어');
  await ann.reads('“차” 참가하기');
  await ann.press('어둡게');
  assert.equal(await ann.page.$eval('noom-room', (room) => getComputedStyle(room).colorScheme), 'dark');
  const { searchParams } = new URL(ann.page.url());
  assert.deepEqual([searchParams.get('lang'), searchParams.get('theme')], ['ko', 'dark']);
  await ann.picture('call-prejoin-ko-dark');
  await (await ann.find('link', 'Noom Elements')).click();
  await ann.reads('태그 하나로 화상 통화');
});
