import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, type TestBrowser } from '../harness/browser/launch-browser.js';
import { readEntries, useStorybook } from './storybook.js';

const addressOf = useStorybook();
let browser: TestBrowser;
before(async () => {
  // As users have it: a page that was not pressed yet plays no sound.
  browser = await launchBrowser({ without: ['--autoplay-policy'] });
});
after(() => browser.close());

test('no story asks to tap, as its participants are silent', async () => {
  const story = readEntries('story').find(({ id }) => id === 'noom-room--two');
  assert(story);
  // Nothing may be evaluated in the page: the browser takes that for a press.
  const { page } = await browser.openPage('about:blank', () => {
    addEventListener('noom-playback-blocked', () => console.info('asks'));
    // By then the voice of the other would have been played, or refused.
    addEventListener('noom-active-speaker-changed', () => console.info('silent'));
  });
  const heard = new Promise<string>((resolve) => {
    page.on('console', (message) => {
      if (['asks', 'silent'].includes(message.text())) resolve(message.text());
    });
  });
  await page.goto(addressOf(story));
  assert.equal(await heard, 'silent');
  await page.browserContext().close();
});
