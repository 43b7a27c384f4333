import { randomUUID } from 'node:crypto';
import { after, before, type TestContext } from 'node:test';
import { launchBrowser, type LaunchOptions, type TestBrowser } from '../harness/launch-browser.js';
import { startServer, type ServerProcess } from '../harness/start-server.js';
import { Guest } from './guest.js';

/** What the address of a demo page may say. */
export type PageParams = Readonly<Record<string, string>>;

/** The built server and a browser for the tests of one file; each test has a room and pages of its own. */
export class World {
  readonly #options: LaunchOptions;
  #server: ServerProcess | undefined;
  #browser: TestBrowser | undefined;

  constructor(options: LaunchOptions) {
    this.#options = options;
  }

  /** Where the server listens. */
  get url(): string {
    if (this.#server === undefined) throw new Error('The world has not begun yet.');
    return this.#server.url;
  }

  async begin(): Promise<void> {
    this.#server = await startServer({ NOOM_LOG: 'error' });
    this.#browser = await launchBrowser(this.#options);
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.stop();
  }

  /** A room nobody else is in. */
  room(): string {
    return randomUUID();
  }

  /** Opens a demo page: `call`, `composed`, `classic`, `headless`, or `''` for the index. It is closed when the test ends. */
  async open(t: TestContext, page: string, params: PageParams = {}, origin = this.url): Promise<Guest> {
    if (this.#browser === undefined) throw new Error('The world has not begun yet.');
    const path = page === '' ? '/' : `/${page}.html`;
    const guest = new Guest(await this.#browser.openPage(`${origin}${path}?${String(new URLSearchParams(params))}`));
    t.after(() => guest.close());
    await guest.page.setViewport({ width: 1280, height: 800 });
    return guest;
  }

  /** Opens the one-tag call and joins, as people do. */
  async join(t: TestContext, room: string, name: string, params: PageParams = {}): Promise<Guest> {
    const guest = await this.open(t, 'call', { room, name, ...params });
    await guest.join();
    return guest;
  }
}

/** The world of a test file, with a browser started as `options` say. */
export function useWorld(options: LaunchOptions = {}): World {
  const world = new World(options);
  before(() => world.begin());
  after(() => world.end());
  return world;
}
