import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

/** Two participants; the second one, who is no host, is looked at. */
async function call(t: TestContext): Promise<{ ann: Guest; ben: Guest }> {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  await ben.page.bringToFront();
  return { ann, ben };
}

/** Resolves when Ann's tile in a page, or in the window, has presented some frames. Returns how long the first took. */
async function presents(page: Page): Promise<number> {
  const tile = await page.waitForSelector('>>> noom-stage >>> noom-video:not([local])');
  assert(tile);
  // Without functions that have a name: the compiler marks these by a helper that pages do not have.
  return tile.evaluate(async ({ shadowRoot }) => {
    const begin = performance.now();
    let firstMs = 0;
    for (let count = 0; count < 5; count += 1) {
      while (!shadowRoot?.querySelector('video:not([hidden])')) await new Promise((resolve) => setTimeout(resolve, 5));
      const video = shadowRoot.querySelector<HTMLVideoElement>('video:not([hidden])');
      await new Promise((resolve) => video?.requestVideoFrameCallback(resolve));
      if (count === 0) firstMs = performance.now() - begin;
    }
    return firstMs;
  });
}

/** The page in the picture-in-picture window, once its toolbar is drawn. */
async function windowOf({ page }: Guest): Promise<Page> {
  const target = await page.browserContext().waitForTarget((one) => one.opener()?.url() === page.url());
  const opened = await target.page();
  assert(opened);
  await opened.waitForSelector('>>> [data-name=leave]', { visible: true });
  return opened;
}

/** As the person closes it. */
async function closeWindow(guest: Guest): Promise<void> {
  await guest.page.evaluate(() => {
    (window as unknown as { documentPictureInPicture: { window: Window } }).documentPictureInPicture.window.close();
  });
  await guest.see('noom-room:not(:state(pip))');
}

async function picture(opened: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  await opened.setViewport({ width: 420, height: 340 });
  await opened.screenshot({ path: `${folder}/${name}.png` });
}

test('the remote picture goes on in the window and back, when it is closed, in full screen, and until the call ends', async (t) => {
  const { ann, ben } = await call(t);
  await ben.press('Open picture in picture');
  await ben.reads('The call is in picture in picture');
  const opened = await windowOf(ben);
  await presents(opened);
  await picture(opened, 'pip-window');
  await ben.picture('pip-notice');

  await (await opened.waitForSelector('>>> [data-name=microphone]'))?.click();
  await ann.tile('Ben', 'microphone off');
  await (await opened.waitForSelector('>>> [data-name=pip]'))?.click();
  await ben.see('noom-room:not(:state(pip))');
  await presents(ben.page);
  await ben.picture('pip-back');

  await ben.press('Enter full screen');
  await ben.see('noom-room:fullscreen');
  await ben.press('Open picture in picture');
  await windowOf(ben);
  await ben.picture('pip-full-screen');
  await closeWindow(ben);
  for (let count = 0; count < 2; count += 1) {
    await ben.press('Open picture in picture');
    await windowOf(ben);
    await closeWindow(ben);
    t.diagnostic(`the first frame after ${String(Math.round(await presents(ben.page)))} ms`);
  }

  await ben.press('Open picture in picture');
  const again = await windowOf(ben);
  await ann.leaveTheOthers();
  await ben.page.waitForSelector('noom-room[participant-count="1"]');
  await picture(again, 'pip-alone');
  await (await again.waitForSelector('>>> [data-name=leave]'))?.click();
  await ben.see('noom-room[state=left]:not(:state(pip))');
  assert.equal(await ben.page.$eval('noom-room', (room) => room.pip), null);
  await ben.press('Rejoin');
  await ben.joined();
  await ben.see('>>> noom-stage');
});

test('a page that navigates takes the window with it, and leaves', async (t) => {
  const { ann, ben } = await call(t);
  await ben.press('Open picture in picture');
  await windowOf(ben);
  await ben.page.goto(`${world.url}/headless.html`);
  await ann.missesTile('Ben');
  const windows = (): unknown[] =>
    ben.page
      .browserContext()
      .targets()
      .filter((one) => one.opener() !== undefined);
  // The browser tells of it on a way of its own.
  for (let looks = 0; windows().length > 0 && looks < 200; looks += 1) await delay(50);
  assert.deepEqual(windows(), []);
});
