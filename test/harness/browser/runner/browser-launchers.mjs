import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../../../../scripts/find/browser.mjs';
import { CHROMIUM_ARGS, FIREFOX_PREFERENCES } from './browser-options.mjs';
import { createPage } from './empty-page.mjs';
import { findFirefox } from '../../find-firefox.mjs';
import { openSoundCard } from './sound-card.mjs';

/**
 * The browsers that web-test-runner tests in: Chromium, and Firefox where it can be; or the one that `TEST_BROWSER`
 * names (`chromium`, `firefox`).
 */
export async function browserLaunchers() {
  const only = process.env.TEST_BROWSER;
  const launchers = [];
  if (only !== 'firefox') launchers.push(await launchChromium());
  if (only !== 'chromium') {
    const { path, reason } = await findFirefox();
    if (path === undefined) console.error(`\nFirefox is not tested: ${reason}.\n`);
    else launchers.push(launchFirefox(path));
  }
  return launchers;
}

async function launchChromium() {
  return chromeLauncher({
    puppeteer,
    createPage,
    launchOptions: { executablePath: await findBrowser('chromium'), args: CHROMIUM_ARGS },
  });
}

function launchFirefox(executablePath) {
  // Closed when this process ends.
  const { env } = openSoundCard();
  return chromeLauncher({
    puppeteer,
    launchOptions: { browser: 'firefox', executablePath, extraPrefsFirefox: FIREFOX_PREFERENCES, env },
  });
}
