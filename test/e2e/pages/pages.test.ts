import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

declare global {
  interface Document {
    locks?: number;
  }
}

const world = useWorld();
/** Counts what the page asks of the screen; without a named function, which the compiler would mark. */
const COUNT_LOCKS = (): void => {
  document.locks = 0;
  const { wakeLock } = navigator;
  wakeLock.request = (type) => {
    document.locks = (document.locks ?? 0) + 1;
    return WakeLock.prototype.request.call(wakeLock, type);
  };
};
const CALLS = ['call', 'composed', 'classic', 'headless'];

for (const page of ['', 'theme', ...CALLS]) {
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

  test(`the page /${page} fits into 320 pixels with text of twice the size`, async (t) => {
    const guest = await world.open(t, page, { room: 'tea', name: 'Ann' });
    await guest.page.setViewport({ width: 320, height: 640 });
    await guest.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await guest.settled();
    const overflow = await guest.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(overflow, 0);
    await guest.picture(`${page || 'index'}-320-large-text`);
  });
}

for (const page of CALLS) {
  test(`a call on the page /${page} is joined and left by keyboard alone`, async (t) => {
    const guest = await world.open(t, page, { room: world.room(), name: 'Ann' });
    // The form of /classic leads away: what is still being fetched then would count as under way for ever.
    await guest.settled();
    // The tags draw it once their code is there: after the page itself.
    await guest.find('button', page === 'call' || page === 'composed' ? 'Join now' : 'Join');
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

test('the index shows a call of drawn people, without a camera, a network or a press', async (t) => {
  // As a browser is before anything was allowed.
  const launch = { without: ['--autoplay-policy', '--use-fake-ui-for-media-stream'] };
  const guest = await world.open(t, '', {}, { launch });
  await guest.joined();
  await Promise.all([guest.tile('Ann', 'microphone off', 'hand raised'), guest.tile('Jun Lee', 'camera off')]);
  await guest.watches('Minji Park');
  assert.equal(await guest.page.evaluate(() => document.activeElement?.tagName), 'BODY');
  const addresses = await guest.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.deepEqual(
    addresses.filter((address) => !/\.(js|css|svg)$/.test(address)),
    [],
  );
  const permission = await guest.page.evaluate(
    async () => (await navigator.permissions.query({ name: 'camera' })).state,
  );
  assert.equal(permission, 'prompt');
  await guest.press('Pause');
  await guest.find('button', 'Play');
});

test('a call keeps the screen on, and a call of drawn people does not', async (t) => {
  const locksOf = (guest: Guest): Promise<number | undefined> => guest.page.evaluate(() => document.locks);
  const call = await world.open(t, 'call', { room: world.room(), name: 'Ann' }, { script: COUNT_LOCKS });
  await call.join();
  await call.page.waitForFunction(() => document.locks === 1);
  for (const page of ['', 'theme']) {
    const guest = await world.open(t, page, {}, { script: COUNT_LOCKS });
    await guest.joined();
    // What would ask for one is here: it announces too.
    await guest.page.waitForFunction(() =>
      document.querySelector('noom-room')?.shadowRoot?.querySelector('[role=log] p'),
    );
    assert.equal(await locksOf(guest), 0);
  }
});

test('the theme page colours the call, and gives the CSS for what was changed', async (t) => {
  const guest = await world.open(t, 'theme', { theme: 'light' });
  const granted = ['clipboard-read', 'clipboard-sanitized-write'] as const;
  await guest.page.browserContext().overridePermissions(world.url, [...granted]);
  const set = async (name: string, value: string): Promise<void> => {
    await guest.write(`${name}, as text`, value);
    await guest.page.keyboard.press('Enter');
  };
  const css = (): Promise<string> => guest.page.$eval('#css', (element) => element.textContent);
  await guest.joined();
  const tile = await guest.tile('Jun Lee', 'camera off');
  await set('Empty tile', 'rebeccapurple');
  const background = await tile.evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(background, 'rgb(102, 51, 153)');
  const changed = ':root {\n  --noom-tile-background: light-dark(rebeccapurple, #1b212a);\n}';
  assert.equal(await css(), changed);

  await set('Secondary text', 'red; }');
  await guest.reads('This is no colour of CSS. The last one stays.');
  assert.equal(await css(), changed);
  await guest.press('Copy the CSS');
  await guest.reads('CSS copied');
  assert.equal(await guest.page.evaluate(() => navigator.clipboard.readText()), changed);

  await set('Secondary text', '#aab');
  await guest.reads('too low, needs 4.5');
  await guest.press('Reset Secondary text');
  await guest.seeNoMore('::-p-text(too low, needs 4.5)');
  await guest.press('Dark');
  await set('Empty tile', 'rebeccapurple');
  assert.equal(await css(), ':root {\n  --noom-tile-background: rebeccapurple;\n}');
  await guest.picture('theme-changed');
  await guest.press('Reset all');
  assert.equal(await css(), '/* Nothing is changed yet. */');
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

test('a page that is left while its drawn call begins complains of nothing', async (t) => {
  const guest = await world.open(t, 'headless');
  await guest.page.setRequestInterception(true);
  const held = new Promise<void>((resolve) => {
    guest.page.on('request', (request) => {
      // Without this part nobody in the drawn call can say anything yet.
      if (request.url().includes('lazy-parts')) resolve();
      else void request.continue();
    });
  });
  await (await guest.find('link', 'Noom Elements')).click();
  await held;
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
  await ann.reads('태그 하나로 영상 통화');
});
