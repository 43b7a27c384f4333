import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { LiveKitTokens } from '../../demo-server/media/livekit/livekit-tokens.js';
import { systemClock } from '../../demo-server/ops/clock.js';
import { launchBrowser, type TestBrowser } from '../../test/harness/browser/launch-browser.js';
import {
  LIVEKIT_KEY,
  startLiveKit,
  whereLiveKit,
  type LiveKitProcess,
} from '../../test/harness/server/start-livekit.js';
import { startServer } from '../../test/harness/server/start-server.js';
import { MissingRequirement } from '../lib/options.js';
import { startPageServer } from '../lib/page-server.js';
import { ALL_IN_FRONT, MANY, needBuild } from '../lib/world.js';

/** Who calls on a page. */
export type Caller = 'noom' | 'bare';

/** A server with a media server beside it, what a bare page of that needs, and one browser. */
export interface LargeWorld {
  readonly browser: TestBrowser;
  readonly livekit: LiveKitProcess;
  /** Opens a page that joins at once; or with a preview, when its `globalThis.press()` is called. */
  open(caller: Caller, room: string, options?: { hasSound?: boolean; isPressed?: boolean }): Promise<Page>;
  /** The name of a room that a caller can use. */
  room(caller: Caller): Promise<string>;
  close(): Promise<void>;
}

/** @throws MissingRequirement without LiveKit, a build or a browser. */
export async function startLargeWorld(): Promise<LargeWorld> {
  needBuild();
  const { reason } = whereLiveKit();
  if (reason !== undefined) throw new MissingRequirement(reason);
  const livekit = await startLiveKit();
  const noom = await startServer({
    ...livekit.settings,
    NOOM_LOG: 'error',
    NOOM_LIMIT_JOINS_PER_MINUTE: MANY,
    NOOM_LIMIT_SOCKETS_PER_MINUTE: MANY,
  });

  const [access, pages] = await Promise.all([serveTokens(livekit), startPageServer()]);
  const browser = await launchBrowser({ args: ALL_IN_FRONT });
  const urls = { noom: noom.url, bare: `http://127.0.0.1:${String((access.address() as AddressInfo).port)}` };
  return {
    browser,
    livekit,
    async open(caller, room, { hasSound = false, isPressed = false } = {}) {
      const context = await browser.browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      const address = new URLSearchParams({
        url: urls[caller],
        room,
        ...(hasSound && { sound: '' }),
        ...(isPressed && { press: '' }),
      });
      await page.goto(`${pages.url}/large-${caller}?${String(address)}`);
      return page;
    },
    async room(caller) {
      const name = randomUUID();
      if (caller === 'bare') await makeRoom(livekit, name);
      return name;
    },
    async close() {
      await browser.close();
      pages.close();
      access.close();
      await noom.stop();
      await livekit.stop();
    },
  };
}

const tokens = new LiveKitTokens(LIVEKIT_KEY, systemClock);

/** As the server of a page that uses LiveKit alone: one request for where it is and a token. */
async function serveTokens({ url }: LiveKitProcess): Promise<Server> {
  const server = createServer((request, response) => {
    const room = new URL(request.url ?? '/', 'http://localhost').searchParams.get('room') ?? '';
    void tokens.sign({ roomJoin: true, room }, randomUUID()).then((token) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ at: url, token }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function makeRoom({ apiUrl }: LiveKitProcess, name: string): Promise<void> {
  const response = await fetch(`${apiUrl}/twirp/livekit.RoomService/CreateRoom`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokens.sign({ roomCreate: true })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name }),
  });
  if (!response.ok) throw new Error(`LiveKit did not make a room: ${String(response.status)}`);
}
