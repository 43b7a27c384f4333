import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/browser/launch-browser.js';
import { changeGlobals, objections, told } from './preview-channel.js';
import { readEntries, useStorybook } from './storybook.js';

/** How many stories are checked side by side, each in a separate page, which keeps Storybook in its cache. */
const PAGES = 2;

const addressOf = useStorybook();
let browser: TestBrowser;
const idlePages: TestPage[] = [];
before(async () => {
  browser = await launchBrowser();
  for (let count = 0; count < PAGES; count += 1) {
    const one = await browser.openPage('about:blank');
    // What fades in or out has no contrast worth a judgement, and what is drawn anew takes time from the checks.
    await one.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    idlePages.push(one);
  }
});
after(() => browser.close());

describe(
  'in light English and in dark Korean, Storybook, axe and the console report nothing against',
  {
    concurrency: PAGES,
  },
  () => {
    for (const story of readEntries('story')) {
      it(`${story.title}, ${story.name}`, async () => {
        const one = idlePages.pop();
        assert(one);
        const { page, complaints } = one;
        const heardBefore = complaints.length;
        try {
          await page.goto(addressOf(story));
          assert.deepEqual(objections(await told(page, 'storyFinished')), []);
          await changeGlobals(page, { theme: 'dark', language: 'ko' });
          assert.deepEqual(objections(await told(page, 'storyFinished')), []);
          assert.deepEqual(complaints.slice(heardBefore), []);
        } finally {
          idlePages.push(one);
        }
      });
    }
  },
);
