import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Guest } from '../guest.js';
import { CONTRAST } from '../../harness/browser/look/axe.js';
import { useWorld } from '../world.js';

const world = useWorld();

/** Opens a page of the documentation. */
async function open(t: TestContext, path: string): Promise<Guest> {
  const guest = await world.open(t, `docs/${path === '' || path.endsWith('/') ? `${path}index` : path}`);
  // Before its scripts have taken over what the server drew, a press or another look has no effect.
  await guest.page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
  await guest.settled();
  return guest;
}

const PAGES = ['', 'ko/', 'guide', 'ko/guide', 'elements', 'protocol', 'from-the-course', 'ko/from-the-course'];

for (const path of PAGES) {
  const name = path.replaceAll('/', '-') || 'start';
  test(`the page /docs/${path} has no violation that axe finds, enough contrast in dark, and fits into a phone`, async (t) => {
    const guest = await open(t, path);
    await guest.picture(`site-${name}-light`);
    assert.deepEqual(await guest.axe(), []);
    await guest.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await guest.see('html.dark');
    await guest.settled();
    await guest.picture(`site-${name}-dark`);
    // On long pages axe takes seconds, and colours are all that differs.
    assert.deepEqual(await guest.axe(CONTRAST), []);
    await guest.page.setViewport({ width: 390, height: 844 });
    await guest.settled();
    await guest.picture(`site-${name}-390`);
    assert.equal(await guest.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  });
}

for (const path of ['', 'ko/']) {
  test(`the picture on /docs/${path} covers none of the text beside it`, async (t) => {
    const guest = await open(t, path);
    // The narrowest window in which they are beside each other.
    await guest.page.setViewport({ width: 960, height: 640 });
    await guest.settled();
    const [texts, pictures] = await guest.page.evaluate(() =>
      ['.VPHero .text, .VPHero .tagline', '.VPHero .image-src'].map((selector) =>
        [...document.querySelectorAll(selector)]
          .map((element) => element.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ left, right }) => ({ left, right })),
      ),
    );
    assert.ok(texts?.length && pictures?.length);
    const gapPx = Math.min(...pictures.map(({ left }) => left)) - Math.max(...texts.map(({ right }) => right));
    assert.ok(gapPx >= 0, `${String(gapPx)} px`);
  });
}

test('a page is found by its words, in both languages, without any other server', async (t) => {
  for (const [path, label, words, found] of [
    ['', 'Search', 'grace time', '/docs/'],
    ['ko/', '검색', '대기실', '/docs/ko/'],
  ] as const) {
    const guest = await open(t, path);
    const foreign: string[] = [];
    guest.page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(world.url)) foreign.push(request.url());
    });
    await guest.press(label);
    await (await guest.see('#localsearch-input')).type(words);
    const result = await guest.see('.VPLocalSearchBox .result');
    assert.ok((await result.evaluate((link) => (link as HTMLAnchorElement).pathname)).startsWith(found));
    await guest.picture(`site-search-${label}`);
    await guest.page.keyboard.press('Enter');
    await guest.see('.vp-doc h1');
    assert.deepEqual(foreign, []);
  }
});

test('a reader goes from page to page, to the other language, and to a source file', async (t) => {
  const guest = await open(t, '');
  await (await guest.find('link', 'From the course')).click();
  await guest.reads('Many people meet WebRTC');
  await guest.page.goto(`${world.url}/docs/ko/from-the-course#음소거`);
  await guest.reads('강의에서 태그로');
  const link = await guest.see('.vp-doc a[href$="negotiator.ts.txt"]');
  // Not opened: for a plain text a browser asks for an icon that is not there.
  const text = await link.evaluate(async (element) => (await fetch((element as HTMLAnchorElement).href)).text());
  assert.match(text, /export class Negotiator/);
});

test('the page for an address without one says so, and leads to the start page of each language', async (t) => {
  const guest = await open(t, '404');
  await guest.reads('There is no such page');
  await guest.reads('이 페이지는 없습니다');
  await guest.picture('site-missing');
  assert.deepEqual(await guest.axe(), []);
  await (await guest.find('link', '시작 페이지로 가기')).click();
  await guest.reads('어떤 HTML 페이지에나');
});

test('Storybook is in it, and draws a story', async (t) => {
  const guest = await world.open(t, 'docs/storybook/iframe', { id: 'noom-stage--two', viewMode: 'story' });
  await guest.see('noom-stage');
  await guest.tile('Sora Kim');
  await guest.picture('site-storybook-story');
  // Around the story, Storybook warns of what its own next version will want; of errors there are none.
  const page = await guest.page.browserContext().newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${world.url}/docs/storybook/`);
  await page.waitForSelector('#storybook-explorer-tree', { visible: true });
  await page.waitForSelector('#storybook-preview-iframe', { visible: true });
  assert.deepEqual(errors, []);
});
