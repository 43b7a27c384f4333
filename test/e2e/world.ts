import { randomUUID } from 'node:crypto';
import { after, before, type TestContext } from 'node:test';
import { afterwards } from '../harness/afterwards.js';
import { launchBrowser, type LaunchOptions, type TestBrowser } from '../harness/browser/launch-browser.js';
import { startServer, type ServerProcess } from '../harness/server/start-server.js';
import { Guest } from './guest.js';

/** The parameters in the address of a demo page. */
export type PageParams = Readonly<Record<string, string>>;

/** What is special about a guest. */
export interface OpenOptions {
  /** How their browser is started; guests with the same options share one. */
  launch?: LaunchOptions;
  /** Where they open the page, when not at the server itself. */
  origin?: string;
  /** Runs in the page before any other script. */
  script?: () => void;
}

/** Where many streams are encoded and decoded on one machine: slower cameras leave it time for everything else. */
export const SLOW_CAMERAS: OpenOptions = {
  launch: { args: ['--use-fake-device-for-media-stream=device-count=3,fps=5'] },
};

/** The built server and the browsers for the tests of one file; each test has a room and pages of its own. */
export class World {
  readonly #browsers = new Map<string, Promise<TestBrowser>>();
  readonly #main: string | undefined;
  readonly #settings: Readonly<Record<string, string>>;
  #server: ServerProcess | undefined;

  /** @param main another server than the built one, from the project's root. */
  constructor(main?: string, settings: Readonly<Record<string, string>> = {}) {
    this.#main = main;
    this.#settings = settings;
  }

  /** Where the server listens. */
  get url(): string {
    if (this.#server === undefined) throw new Error('The world has not begun yet.');
    return this.#server.url;
  }

  async begin(): Promise<void> {
    this.#server = await startServer({ NOOM_LOG: 'error', ...this.#settings }, [], this.#main);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#browsers.values()].map(async (browser) => (await browser).close()));
    await this.#server?.stop();
  }

  /** An empty room. */
  room(): string {
    return randomUUID();
  }

  /**
   * Opens a demo page: `call`, `composed`, `classic`, `headless`, or `''` for the index. It is closed when the test
   * ends.
   */
  async open(t: TestContext, page: string, params: PageParams = {}, options: OpenOptions = {}): Promise<Guest> {
    const { launch = {}, origin = this.url, script } = options;
    const browser = await this.#getBrowser(launch);
    const path = page === '' ? '/' : `/${page}.html`;
    const guest = new Guest(await browser.openPage(`${origin}${path}?${String(new URLSearchParams(params))}`, script));
    afterwards(t, () => guest.close());
    await guest.page.setViewport({ width: 1280, height: 800 });
    return guest;
  }

  /** Opens the one-tag call and joins, as a user does. */
  async join(t: TestContext, room: string, name: string): Promise<Guest> {
    const guest = await this.open(t, 'call', { room, name });
    await guest.join();
    return guest;
  }

  /**
   * Stops every process of a browser, as a suspended machine does; the returned function resumes it, and may be called
   * twice.
   */
  async sleep(launch: LaunchOptions): Promise<() => void> {
    const pid = (await this.#getBrowser(launch)).browser.process()?.pid;
    if (pid === undefined) throw new Error('The browser has no process.');
    // Browsers lead a process group of their own.
    process.kill(-pid, 'SIGSTOP');
    return () => {
      process.kill(-pid, 'SIGCONT');
    };
  }

  async #getBrowser(launch: LaunchOptions): Promise<TestBrowser> {
    const key = JSON.stringify(launch);
    const browser = this.#browsers.get(key) ?? launchBrowser(launch);
    this.#browsers.set(key, browser);
    return browser;
  }
}

/** The world of a test file. */
export function useWorld(main?: string, settings?: Readonly<Record<string, string>>): World {
  const world = new World(main, settings);
  before(() => world.begin());
  after(() => world.end());
  return world;
}
