import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { Server } from 'socket.io';
import { afterwards } from '../../harness/afterwards.js';
import { isHostKnown, isOriginAllowed } from '../../../demo-server/access/origins.js';
import { completeSettings, type Settings } from '../../../demo-server/settings/settings.js';
import { attach, listen } from '../worlds/attach-world.js';
import { createWorld } from '../worlds/harness.js';

const LOOPBACK = { origins: null, host: '127.0.0.1' };
const PUBLIC = { origins: null, host: '0.0.0.0' };
const LISTED = { origins: ['https://good.example'], host: '0.0.0.0' };

for (const [what, policy, headers, isAllowed] of [
  ['no browser', LISTED, {}, true],
  ['a listed origin', LISTED, { origin: 'https://good.example' }, true],
  ['one not listed', LISTED, { origin: 'https://evil.example' }, false],
  ['a listed host by another scheme', LISTED, { origin: 'http://good.example' }, false],
  ['a listed host at another port', LISTED, { origin: 'https://good.example:8443' }, false],
  ['one that begins like a listed one', LISTED, { origin: 'https://good.example.evil.example' }, false],
  ['its own origin when others are listed', LISTED, { origin: 'https://own.example', host: 'own.example' }, false],
  ['a sandboxed page', LOOPBACK, { origin: 'null' }, false],
  ['an empty origin', LOOPBACK, { origin: '' }, false],
  ['a file', LOOPBACK, { origin: 'file://' }, false],
  ['an origin with a path', LOOPBACK, { origin: 'http://localhost:5173/x' }, false],
  ['its own origin', PUBLIC, { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }, true],
  ['its own origin behind TLS', PUBLIC, { origin: 'https://call.example', host: 'call.example' }, true],
  ['the same host at another port', PUBLIC, { origin: 'http://192.168.1.5:4000', host: '192.168.1.5:3000' }, false],
  ['localhost, when others can connect', PUBLIC, { origin: 'http://localhost:5173', host: 'call.example' }, false],
  ['localhost at any port', LOOPBACK, { origin: 'http://localhost:5173', host: '127.0.0.1:3000' }, true],
  ['127.0.0.1 at any port', LOOPBACK, { origin: 'http://127.0.0.1:1', host: 'localhost:3000' }, true],
  ['[::1] at any port', LOOPBACK, { origin: 'http://[::1]:8080', host: 'localhost:3000' }, true],
  ['a foreign origin, on loopback', LOOPBACK, { origin: 'https://evil.example', host: 'localhost:3000' }, false],
  [
    'a foreign origin with a similar name',
    LOOPBACK,
    { origin: 'http://localhost.evil.example', host: 'localhost:3000' },
    false,
  ],
  ['a program that says so', LOOPBACK, { 'sec-fetch-site': 'none' }, true],
  ['a page of its own that asks for its own', LOOPBACK, { 'sec-fetch-site': 'same-origin' }, true],
  ['a script for a page of another site', LOOPBACK, { 'sec-fetch-site': 'cross-site' }, false],
  ['a script for a neighbour', LISTED, { 'sec-fetch-site': 'same-site' }, false],
  ['its own origin by HTTP/2', PUBLIC, { origin: 'https://call.example', ':authority': 'call.example' }, true],
] as const) {
  test(`${what} is ${isAllowed ? 'let in' : 'kept out'}`, () => {
    assert.equal(isOriginAllowed(policy, headers), isAllowed);
  });
}

for (const transport of ['websocket', 'polling']) {
  test(`the origin is checked for ${transport}`, async (t) => {
    const world = await createWorld(t, { origins: ['https://good.example'], open: 'lan' });
    const from = (origin: string): Promise<unknown> =>
      world.connecting({ transports: [transport], extraHeaders: { origin } }).connected();
    await from('https://good.example');
    await assert.rejects(from('https://evil.example'));
    await assert.rejects(from('null'));
    await world.client({ transports: [transport] });
  });
}

test('only an allowed page may read the answers of long polling', async (t) => {
  const world = await createWorld(t, { origins: ['https://good.example'], open: 'lan' });
  const url = `${world.server.url}/socket.io/?EIO=4&transport=polling`;
  const good = await fetch(url, { headers: { origin: 'https://good.example' } });
  assert.equal(good.status, 200);
  assert.equal(good.headers.get('access-control-allow-origin'), 'https://good.example');
  assert.equal(good.headers.get('x-content-type-options'), 'nosniff');
  const evil = await fetch(url, { headers: { origin: 'https://evil.example' } });
  assert.equal(evil.status, 403);
  assert.equal(evil.headers.get('access-control-allow-origin'), null);
  assert.match(await evil.text(), /NOOM_ORIGINS/);
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  assert.equal(preflight.headers.get('access-control-allow-origin'), null);
});

const LAN: Partial<Settings> = { host: '0.0.0.0', open: 'lan' };
for (const [what, settings, host, isKnown] of [
  ['localhost', {}, 'localhost:3000', true],
  ['LOCALHOST', {}, 'LOCALHOST', true],
  ['127.0.0.1', {}, '127.0.0.1:3000', true],
  ['[::1]', {}, '[::1]:3000', true],
  ['no name at all', {}, undefined, true],
  ['a rebound name', {}, 'evil.example:3000', false],
  ['a name that only looks like localhost', {}, 'localhost.evil.example', false],
  ['a name with a user', {}, 'localhost@evil.example', false],
  ['a name with a path', {}, 'evil.example/localhost', false],
  ['an empty name', {}, '', false],
  ['what is no name', {}, '[', false],
  ['an address that only others have', {}, '192.0.2.7:3000', false],
  ['a name that is allowed as an origin', { origins: ['http://127.0.0.1:1', 'http://localhost:2'] }, '[::1]', true],
  ['the name listened on', { host: '127.9.9.9' }, '127.9.9.9:3000', true],
  ['a rebound name, where a token is asked for', { secret: 'x'.repeat(32) }, 'evil.example', true],
  ['a proxy’s name', { trustProxyHops: 1, open: 'lan' }, 'call.example', true],
  ['an address on the network', LAN, '192.168.1.5:3000', true],
  ['a name of the network', LAN, 'printer.local:3000', true],
  ['a name without a domain', LAN, 'server:3000', true],
  ['a rebound name, on a network', LAN, 'evil.example:3000', false],
  ['a name said to be an origin', { ...LAN, origins: ['https://call.example'] }, 'call.example:3000', true],
] as const) {
  test(`a server that is sent to as ${what} ${isKnown ? 'answers' : 'does not answer'}`, () => {
    assert.equal(isHostKnown(completeSettings(settings), { host }), isKnown);
  });
}

/** The HTTP status of a request with these headers; `fetch` would not send all of them. */
async function statusOf(url: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  const [response] = (await once(get(new URL(path, url), { headers }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

const POLL = '/socket.io/?EIO=4&transport=polling';

test('fault: a page whose name was made to lead here gets nothing: no page, no metrics, no signaling', async (t) => {
  const world = await createWorld(t, {});
  const { url } = world.server;
  const host = `evil.example:${new URL(url).port}`;
  const rebound = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
  for (const path of ['/', '/metrics', '/healthz', POLL]) {
    assert.equal(await statusOf(url, path, rebound), path === POLL ? 403 : 421, path);
    assert.equal(await statusOf(url, path, { host }), path === POLL ? 403 : 421, path);
  }
  await assert.rejects(world.connecting({ extraHeaders: { host, origin: `http://${host}` } }).connected());
  assert.equal(await statusOf(url, '/metrics', {}), 200);
  const withTokens = await createWorld(t, { secret: 'x'.repeat(32) });
  assert.equal(await statusOf(withTokens.server.url, '/metrics', { host }), 403);
  assert.equal(await statusOf(withTokens.server.url, POLL, { host }), 200);
});

test('fault: no handshake is answered with a script, nor to a page of another site that hides its origin', async (t) => {
  const world = await createWorld(t, {});
  const server = createServer();
  const io = new Server(server, { cors: { origin: '*' } });
  afterwards(t, () => io.close());
  await attach(t, io, {});
  const guestUrl = await listen(t, server);
  for (const url of [world.server.url, guestUrl]) {
    const isGuest = url === guestUrl;
    for (const [query, headers] of [
      ['&j=0', {}],
      ['&j=', {}],
      ['&j=0', { 'sec-fetch-site': 'same-origin' }],
      ['', { 'sec-fetch-site': 'cross-site' }],
      ['', { 'sec-fetch-site': 'same-site' }],
    ] as const) {
      const address = `${url}${POLL}${query}`;
      const answer = await fetch(address, { headers });
      if (!isGuest) assert.equal(answer.status, 403, query);
      if (!isGuest) continue;
      // There it is the namespace that is guarded: another application may have its own use for the connection.
      const [, sid = ''] = /sid\W+"([^"\\]+)/.exec(await answer.text()) ?? [];
      const body = query === '' ? '40' : new URLSearchParams({ d: '40' });
      assert.equal((await fetch(`${address}&sid=${sid}`, { method: 'POST', body, headers })).status, 200);
      const told = await (await fetch(`${address}&sid=${sid}`, { headers })).text();
      assert.match(told, /44\{/, told);
    }
  }
});
