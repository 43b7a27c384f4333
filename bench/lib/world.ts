import { existsSync } from 'node:fs';
import type { BrowserContext, Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../../test/harness/browser/launch-browser.js';
import { startServer } from '../../test/harness/server/start-server.js';
import type { BenchPage, ContestantName, PageSetup } from '../pages/harness.js';
import { MissingRequirement } from './options.js';
import { startPageServer } from './page-server.js';
import { startProcess } from './processes.js';

/** Pages side by side all count as visible; else the browser slows down hidden ones. Alike for all contestants. */
export const ALL_IN_FRONT = [
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];
/** A limit that no benchmark meets. */
export const MANY = '1000000';

/** The servers of the contestants, each in its own process, and one browser. */
export interface BenchWorld {
  readonly browser: TestBrowser;
  readonly pagesUrl: string;
  readonly urls: Readonly<Record<ContestantName, string>>;
  /** The same servers, with a delay for each message in each direction. */
  delayedUrls(delayMs: number): Promise<Readonly<Record<ContestantName, string>>>;
  /** A page in its own window with its own storage. */
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Starts what the benchmarks of a call need.
 * @throws MissingRequirement where nothing is built yet, or there is no browser.
 */
export async function startWorld(): Promise<BenchWorld> {
  needBuild();
  const noom = await startServer({
    NOOM_LOG: 'error',
    // The default of the kit, which the pages may override.
    NOOM_ICE_URLS: 'stun:stun.l.google.com:19302,stun:stun.cloudflare.com:3478',
    NOOM_LIMIT_JOINS_PER_MINUTE: MANY,
    NOOM_LIMIT_SOCKETS_PER_MINUTE: MANY,
  });
  const [relay, peerjs, pages] = await Promise.all([
    startProcess('relay.ts'),
    startProcess('peerjs-server.ts'),
    startPageServer(),
  ]);
  const browser = await launchBrowser({ args: ALL_IN_FRONT }).catch((error: unknown) => {
    throw new MissingRequirement(String(error));
  });
  const delays: { stop(): Promise<void> }[] = [];
  const urls = { noom: noom.url, 'noom-once': noom.url, bare: relay.url, 'bare-ahead': relay.url, peerjs: peerjs.url };
  return {
    browser,
    urls,
    pagesUrl: pages.url,
    async delayedUrls(delayMs) {
      const delayed = async (url: string): Promise<string> => {
        const delay = await startProcess('delay.ts', url, String(delayMs));
        delays.push(delay);
        return delay.url;
      };
      const [noomUrl, bareUrl, peerjsUrl] = await Promise.all([noom.url, relay.url, peerjs.url].map(delayed));
      if (!noomUrl || !bareUrl || !peerjsUrl) throw new Error('A delay did not start.');
      return { noom: noomUrl, 'noom-once': noomUrl, bare: bareUrl, 'bare-ahead': bareUrl, peerjs: peerjsUrl };
    },
    async openPage() {
      const context: BrowserContext = await browser.browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      return page;
    },
    async close() {
      await browser.close();
      pages.close();
      await Promise.all([noom.stop(), relay.stop(), peerjs.stop(), ...delays.map((delay) => delay.stop())]);
    },
  };
}

/** @throws MissingRequirement where the kit or the server is not built. */
export function needBuild(): void {
  const missing = ['dist/noom.js', 'dist/server/main.js'].filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new MissingRequirement(`${missing.join(' and ')} not built: run \`npm run build\` first.`);
}

/** Loads an empty page, and a contestant that has not called yet. */
export async function createOn(
  page: Page,
  pagesUrl: string,
  contestant: ContestantName,
  setup: PageSetup,
  isTracing = false,
): Promise<void> {
  await page.goto(`${pagesUrl}/harness${isTracing ? '?trace' : ''}`);
  await page.evaluate(
    (name, given) => (globalThis as unknown as { bench: BenchPage }).bench.create(name, given),
    contestant,
    setup,
  );
}

/** Opens the camera and the connection to the server. */
export async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.prepare());
}

/** Joins; returns when that was requested, in milliseconds since the epoch. */
export async function join(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.join());
}

/** When the last of that many remote videos showed its first frame, in milliseconds since the epoch. */
export async function firstFrames(page: Page, count: number): Promise<number> {
  return page.evaluate((n) => (globalThis as unknown as { bench: BenchPage }).bench.videos.all(n), count);
}

/** Frames shown so far, over all remote videos of the page. */
export async function frames(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.videos.frames);
}

/** Records from now on when the page presents frames. */
export async function recordFrames(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.videos.record());
}

/** When the recorded frames were presented, in milliseconds since the epoch. */
export async function frameTimes(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.videos.times);
}

/** When the page presents the first recorded frame after a moment, both in milliseconds since the epoch. */
export async function frameAfter(page: Page, moment: number): Promise<number> {
  return page.evaluate((at) => (globalThis as unknown as { bench: BenchPage }).bench.videos.frameAfter(at), moment);
}
