import puppeteer, { type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';
import { findBrowser } from '../../../scripts/find/browser.mjs';
import { CHROMIUM_ARGS, FIREFOX_PREFERENCES } from './runner/browser-options.mjs';
import { openSoundCard } from './runner/sound-card.mjs';

/** The browsers that the tests know how to start. */
export type BrowserName = 'chromium' | 'firefox';

/** A page, and its problems so far: errors and warnings on its console, and uncaught errors. */
export interface TestPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** A browser with fake devices; each page has its own context. */
export interface TestBrowser {
  readonly browser: Browser;
  /** Opens `url` in a page with its own storage and permissions; `script` runs in it before anything else. */
  openPage(url: string, script?: () => void): Promise<TestPage>;
  /** Closes every page; may be called twice. */
  close(): Promise<void>;
}

/** How a browser is started. */
export interface LaunchOptions {
  name?: BrowserName;
  /** Appended to the ones that every test needs. */
  args?: readonly string[];
  /** Switches of Chromium that a test does without, by how they begin: `--autoplay-policy`. */
  without?: readonly string[];
  /** A program that starts Chromium with the arguments it is given, in another network: it is driven through pipes. */
  starter?: string;
  /** Distinguishes browsers that are started alike: a world starts one for each. */
  label?: string;
}

/** Starts a browser. */
export async function launchBrowser({
  name = 'chromium',
  args = [],
  without = [],
  starter,
}: LaunchOptions = {}): Promise<TestBrowser> {
  const executablePath = starter ?? (await findBrowser(name));
  // Chromium does without.
  const sound = name === 'firefox' ? openSoundCard() : null;
  const usual = CHROMIUM_ARGS.filter((arg) => !without.some((start) => arg.startsWith(start)));
  const browser = await puppeteer.launch(
    sound !== null
      ? { browser: 'firefox', executablePath, args: [...args], extraPrefsFirefox: FIREFOX_PREFERENCES, env: sound.env }
      : { browser: 'chrome', executablePath, args: [...usual, ...args], pipe: starter !== undefined },
  );
  return {
    browser,
    async openPage(url, script) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        const type = message.type();
        if (type !== 'error' && type !== 'warn') return;
        complaints.push(`${type}: ${message.text()} (${message.location().url ?? 'nowhere'})`);
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${String(error)}`));
      if (script) await page.evaluateOnNewDocument(script);
      await page.goto(url);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      sound?.close();
    },
  };
}
