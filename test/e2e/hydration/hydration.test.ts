import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { attachSignaling } from '../../../demo-server/index.js';
import { afterwards } from '../../harness/afterwards.js';
import { launchBrowser, type TestBrowser } from '../../harness/browser/launch-browser.js';
import { signToken, TEST_SECRET } from '../../harness/server/sign-token.js';
import { WireClient } from '../../harness/server/wire-client.js';
import { installPackage } from '../../tooling/package/install-package.js';
import { buildClients, buildRenderers, FRAMEWORKS } from './build-pages.js';
import type { PageProps } from './pages/page-props.js';
import type { RENDERERS } from './renderers.js';

const { project } = installPackage(['lit', 'socket.io-client', '@lit-labs/ssr', 'react', 'react-dom', 'vue', 'svelte']);
const clients = join(project, 'clients');
/** What each room's page is. */
const pages = new Map<string, string>();
const server = createServer(({ url = '/' }, response) => {
  const page = pages.get(url);
  if (page === undefined) {
    response.setHeader('content-type', 'text/javascript').end(readFileSync(join(clients, url)));
  } else response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
});
const signaling = attachSignaling(server, { log: 'silent', iceUrls: [], stateDir: project, secret: TEST_SECRET });
let renderers: typeof RENDERERS;
let browser: TestBrowser | undefined;
let origin: string;

before(async () => {
  await Promise.all([buildClients(clients), buildRenderers(project), once(server.listen(0), 'listening')]);
  ({ RENDERERS: renderers } = (await import(join(project, 'renderers.mjs'))) as { RENDERERS: typeof RENDERERS });
  browser = await launchBrowser();
  origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
});
after(async () => {
  await browser?.close();
  await signaling.close();
  server.close();
  rmSync(project, { recursive: true });
});

function documentOf(framework: string, body: string, props: PageProps): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tea</title><link rel="icon" href="data:,">
    <div id="app">${body}</div>
    <script id="props" type="application/json">${JSON.stringify(props)}</script>
    <script type="module" src="/${framework}.js"></script></html>`;
}

for (const framework of FRAMEWORKS) {
  for (const isKitFirst of [true, false]) {
    const order = isKitFirst ? 'before' : 'after';
    test(`a page of every tag by ${framework}’s server joins once, with the kit loaded ${order} it is hydrated`, async (t) => {
      const room = randomUUID();
      const [token, other] = await Promise.all([signToken({ room, name: 'Ann' }), signToken({ room, name: 'Ben' })]);
      const watcher = await WireClient.connect(origin, { origin });
      afterwards(t, () => watcher.drop());
      await watcher.join(room, 'Ben', { token: other });

      assert.ok(browser);
      const opened = browser;
      const props = { room, name: 'Ann', token, isKitFirst };
      const body = await renderers[framework](props);
      assert.equal(new Set(body.match(/<noom-[a-z-]+/g)).size, 11);
      assert.doesNotMatch(body, /\[object|undefined|=>|NaN/);
      assert.doesNotMatch(body, new RegExp(token), 'a token is nothing for a page’s source');
      pages.set(`/${room}`, documentOf(framework, body, props));

      const { page, complaints } = await opened.openPage(`${origin}/${room}`);
      afterwards(t, () => page.close());
      await page.waitForSelector('noom-room[state=joined]');
      // What a second start would do, it would have begun by the time that the page is idle.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      const { name, heard, inRoom } = await page.$eval('noom-room', (element) => ({
        name: element.displayName,
        heard: globalThis.heard,
        inRoom: element.snapshot.participants.map((each) => each.name),
      }));
      assert.deepEqual({ name, heard, inRoom }, { name: 'Ann', heard: ['noom-joined'], inRoom: ['Ann', 'Ben'] });
      assert.deepEqual(
        watcher.eventNames.filter((event) => event.startsWith('participant:') && event !== 'participant:updated'),
        ['participant:joined'],
      );
      const set = await page.evaluate(() => ({
        tiles: document.querySelector('noom-stage')?.maxTiles,
        controls: document.querySelector('noom-controls')?.controls,
        labels: document.querySelector('noom-controls')?.labels,
        linked: document.querySelector('noom-chat')?.htmlFor,
        kind: document.querySelector('noom-device-select')?.kind,
        details: document.querySelector('noom-quality')?.details,
        open: document.querySelector('noom-settings')?.open,
      }));
      assert.deepEqual(set, {
        ...{ tiles: 4, controls: 'microphone leave', labels: false, linked: 'call' },
        ...{ kind: 'microphone', details: true, open: false },
      });
      assert.deepEqual(complaints, []);
    });
  }
}
