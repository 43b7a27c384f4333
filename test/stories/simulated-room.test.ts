import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CallSnapshot } from '../../src/core/index.js';
import { launchBrowser, type TestBrowser } from '../harness/browser/launch-browser.js';
import { changeGlobals, told, type PreviewWindow } from './preview-channel.js';
import { readEntries, useStorybook } from './storybook.js';

const addressOf = useStorybook();
let browser: TestBrowser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

test('the sliders of the simulated room change it while it is shown', async () => {
  const story = readEntries('story').find(({ id }) => id === 'a-simulated-room--playground');
  assert(story);
  const { page, complaints } = await browser.openPage(addressOf(story));
  await told(page, 'storyFinished');
  const slide = (updatedArgs: object): Promise<void> =>
    page.evaluate(
      (storyId, args) => {
        (globalThis as PreviewWindow).__STORYBOOK_ADDONS_CHANNEL__?.emit('updateStoryArgs', {
          storyId,
          updatedArgs: args,
        });
      },
      story.id,
      updatedArgs,
    );
  /** Waits until the room is like that: people, hands raised, screens, cameras on, links interrupted, files under way. */
  const becomes = async (...wanted: number[]): Promise<void> => {
    await page.waitForFunction(
      (text) => {
        const { participants, files } = (document.querySelector('noom-room') as unknown as { snapshot: CallSnapshot })
          .snapshot;
        const found = [
          participants.length,
          participants.filter(({ hand }) => hand).length,
          participants.filter(({ sources }) => sources.screen.on).length,
          participants.filter(({ sources }) => sources.camera.on).length,
          participants.filter(({ connection }) => connection === 'interrupted').length,
          files.filter(({ state }) => state === 'transferring').length,
        ];
        return JSON.stringify(found) === text;
      },
      { timeout: 20_000 },
      JSON.stringify(wanted),
    );
  };

  await becomes(4, 1, 0, 3, 0, 0);
  await slide({ people: 6, handsRaised: 2, screens: 1, camerasOff: 3, filesUnderWay: 1 });
  await becomes(6, 2, 1, 3, 0, 1);
  await slide({ interrupted: 2, filesUnderWay: 0, screens: 0 });
  await becomes(6, 2, 0, 3, 2, 0);
  // Two changes at once: the last one counts.
  await slide({ people: 9 });
  await slide({ people: 2, interrupted: 0, camerasOff: 0, handsRaised: 0 });
  await becomes(2, 0, 0, 2, 0, 0);
  assert.deepEqual(complaints, []);
  await page.browserContext().close();
});

test('the toolbar of Storybook changes language, direction and theme of a story', async () => {
  const story = readEntries('story').find(({ id }) => id === 'noom-room--alone');
  assert(story);
  const { page, complaints } = await browser.openPage(addressOf(story));
  await told(page, 'storyFinished');
  const look = (): Promise<unknown> =>
    page.$eval('noom-room', (room) => {
      const { direction, colorScheme } = getComputedStyle(room);
      const leave = room.shadowRoot?.querySelector('noom-controls')?.shadowRoot?.querySelector('.leave');
      const center = room.getBoundingClientRect().width / 2;
      const isLeaveAtLeft = (leave?.getBoundingClientRect().x ?? center) < center;
      return { direction, colorScheme, isLeaveAtLeft, leave: leave?.getAttribute('aria-label') };
    });
  assert.deepEqual(await look(), {
    direction: 'ltr',
    colorScheme: 'light',
    isLeaveAtLeft: false,
    leave: 'Leave the call',
  });
  await changeGlobals(page, { direction: 'rtl', theme: 'dark', language: 'ko' });
  assert.deepEqual(await look(), {
    direction: 'rtl',
    colorScheme: 'dark',
    isLeaveAtLeft: true,
    leave: '통화에서 나가기',
  });
  assert.deepEqual(complaints, []);
  await page.browserContext().close();
});
