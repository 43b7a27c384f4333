import { randomUUID } from 'node:crypto';
import { after, before, type TestContext } from 'node:test';
import { whyNoNetworkLab } from '../../../scripts/find/network-lab.mjs';
import { Guest } from '../../e2e/guest.js';
import { SLOW_CAMERAS } from '../../e2e/world.js';
import { afterwards } from '../../harness/afterwards.js';
import type { TestBrowser } from '../../harness/browser/launch-browser.js';
import { startServer, type ServerProcess } from '../../harness/server/start-server.js';
import { launchBrowserIn } from './browser-in.js';
import { startCoturn, turnUrls, TURN_SECRET } from './coturn.js';
import type { NatKind } from './nat-kinds.js';
import { mediaSettings, startMediaServer } from './media-server.js';
import { MEDIA_ADDRESS, SIGNALING_ADDRESS, Topology, TURN_ADDRESS, type Side } from './topology.js';

/** Why nothing can be tested here, or `false`. */
export const SKIP = whyNoNetworkLab() ?? false;

if (SKIP !== false) console.log(`CALLS THROUGH REAL NETWORKS WERE NOT TESTED: ${SKIP}.`);

/** Everything instead of a minute of it. */
export const IS_LONG = process.env['TEST_LONG'] === '1';

/** The networks with all that is in them: the built server, coturn, and a browser behind each router. */
export class Lab {
  readonly #settings: Readonly<Record<string, string>>;
  readonly #hasMediaServer: boolean;
  #topology: Topology | undefined;
  #coturn: { stop(): Promise<void> } | undefined;
  #media: { stop(): Promise<void> } | undefined;
  #server: ServerProcess | undefined;
  #browsers: Readonly<Record<Side, TestBrowser>> | undefined;

  /**
   * @param settings of the server, in place of those that let it work.
   * @param hasMediaServer whether there is one for large rooms.
   */
  constructor(settings: Readonly<Record<string, string>>, hasMediaServer: boolean) {
    this.#settings = settings;
    this.#hasMediaServer = hasMediaServer;
  }

  get network(): Topology {
    return begun(this.#topology);
  }

  async begin(): Promise<void> {
    this.#topology = new Topology();
    const { public: open, a, b } = this.#topology;
    const settings = {
      ...{ HOST: SIGNALING_ADDRESS, PORT: '443', NOOM_HTTPS: 'self-signed', NOOM_OPEN: 'lan', NOOM_LOG: 'error' },
      ...{ NOOM_ICE_URLS: turnUrls(TURN_ADDRESS).join(','), NOOM_TURN_SECRET: TURN_SECRET },
      ...(this.#hasMediaServer && mediaSettings(MEDIA_ADDRESS)),
      ...this.#settings,
    };
    // During a move everything is encoded and decoded twice.
    const cameras = this.#hasMediaServer ? (SLOW_CAMERAS.launch?.args ?? []) : [];
    if (this.#hasMediaServer) this.#media = await startMediaServer(open, MEDIA_ADDRESS);
    const [coturn, server, ofA, ofB] = await Promise.all([
      startCoturn(open, TURN_ADDRESS),
      startServer(settings, open.prefix),
      launchBrowserIn(a.client, cameras),
      launchBrowserIn(b.client, cameras),
    ]);
    this.#coturn = coturn;
    this.#server = server;
    this.#browsers = { a: ofA, b: ofB };
  }

  async end(): Promise<void> {
    await Promise.all(Object.values(this.#browsers ?? {}).map((browser) => browser.close()));
    await this.#server?.stop();
    await this.#coturn?.stop();
    await this.#media?.stop();
    this.#topology?.remove();
  }

  /** From now on the routers at `a` and `b` are of these kinds. */
  setNats([a, b]: readonly [NatKind, NatKind]): void {
    this.network.a.setNat(a);
    this.network.b.setNat(b);
  }

  /** Opens the one-tag call at a side, for a test that may cut the line to the server. */
  async open(t: TestContext, side: Side, room: string, name: string): Promise<Guest> {
    const url = `${begun(this.#server).url}/call.html?${String(new URLSearchParams({ room, name }))}`;
    const guest = new Guest(await begun(this.#browsers)[side].openPage(url));
    afterwards(t, () => guest.close());
    guest.mayLoseServer = true;
    return guest;
  }

  /** An empty room. */
  room(): string {
    return randomUUID();
  }
}

/**
 * The laboratory of a `describe`, which is skipped where there can be none.
 * @param settings of the server, in place of those that let it work.
 */
export function useLab(
  settings: Readonly<Record<string, string>> = {},
  { hasMediaServer = false }: { hasMediaServer?: boolean } = {},
): Lab {
  const lab = new Lab(settings, hasMediaServer);
  before(() => lab.begin());
  after(() => lab.end());
  return lab;
}

function begun<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('The laboratory has not begun yet.');
  return part;
}
