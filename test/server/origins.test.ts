import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOriginAllowed } from '../../demo-server/origins.js';
import { createWorld } from './harness.js';

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
  ['a stranger, on loopback', LOOPBACK, { origin: 'https://evil.example', host: 'localhost:3000' }, false],
  [
    'a stranger with a name alike',
    LOOPBACK,
    { origin: 'http://localhost.evil.example', host: 'localhost:3000' },
    false,
  ],
] as const) {
  test(`${what} is ${isAllowed ? 'let in' : 'kept out'}`, () => {
    assert.equal(isOriginAllowed(policy, headers), isAllowed);
  });
}

for (const transport of ['websocket', 'polling']) {
  test(`the origin is checked for ${transport}`, async (t) => {
    const world = await createWorld(t, { origins: ['https://good.example'] });
    const from = (origin: string): Promise<unknown> =>
      world.connecting({ transports: [transport], extraHeaders: { origin } }).connected();
    await from('https://good.example');
    await assert.rejects(from('https://evil.example'));
    await assert.rejects(from('null'));
    await world.client({ transports: [transport] });
  });
}

test('only an allowed page may read the answers of long polling', async (t) => {
  const world = await createWorld(t, { origins: ['https://good.example'] });
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
