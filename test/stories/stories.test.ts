import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/browser/launch-browser.js';
import { changeGlobals, objections, showStory, told } from './preview-channel.js';
import { readEntries, useStorybook } from './storybook.js';
import { surroundings, watchSurroundings } from './surroundings.js';

/** How many tags are checked side by side, each in a separate page, which keeps Storybook in its cache. */
const PAGES = 2;

type Globals = Readonly<Record<'theme' | 'language', string>>;
/** As Storybook begins. */
const LIGHT_ENGLISH: Globals = { theme: 'light', language: 'en' };
const DARK_KOREAN: Globals = { theme: 'dark', language: 'ko' };

const addressOf = useStorybook();
let browser: TestBrowser;
const idlePages: TestPage[] = [];
before(async () => {
  browser = await launchBrowser();
  for (let count = 0; count < PAGES; count += 1) {
    const one = await browser.openPage('about:blank');
    // What fades in or out has no contrast worth a judgement, and what is drawn anew takes time from the checks.
    await one.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await watchSurroundings(one.page);
    idlePages.push(one);
  }
});
after(() => browser.close());

const stories = readEntries('story');
const titles = new Set(stories.map(({ title }) => title));

describe(
  'in light English and in dark Korean, Storybook, axe and the console report nothing against',
  { concurrency: PAGES },
  () => {
    for (const title of titles) {
      describe(title, { concurrency: 1 }, () => {
        let one: TestPage;
        /** What the page shows, unless it has to be loaded: at first, and after a story against which something was said. */
        let shown: Globals | null = null;
        /** What there was beside its first story. */
        let around: readonly string[] = [];
        before(() => {
          const idle = idlePages.pop();
          assert(idle);
          one = idle;
        });
        after(() => idlePages.push(one));
        for (const story of stories.filter((each) => each.title === title)) {
          it(`${title}, ${story.name}`, async () => {
            const { page, complaints } = one;
            const heardBefore = complaints.length;
            const other = shown === DARK_KOREAN ? LIGHT_ENGLISH : DARK_KOREAN;
            if (shown === null) {
              await page.goto(addressOf(story));
              await told(page, 'storyFinished');
              around = await surroundings(page);
            } else {
              shown = null;
              const left = await showStory(page, story.id);
              assert.deepEqual(
                left.filter((fact) => !around.includes(fact)),
                [],
                'what the story before has left behind',
              );
            }
            assert.deepEqual(objections(await told(page, 'storyFinished')), []);
            await changeGlobals(page, other);
            assert.deepEqual(objections(await told(page, 'storyFinished')), []);
            assert.deepEqual(complaints.slice(heardBefore), []);
            shown = other;
          });
        }
      });
    }
  },
);
