import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createWorld, temporaryDir } from '../worlds/harness.js';

async function files(root: string, contents: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

async function serve(t: TestContext): Promise<{ url: string; root: string }> {
  const root = await temporaryDir(t);
  const kitDir = await files(join(root, 'dist'), {
    'noom.js': `export const noom = '${'x'.repeat(2000)}';`,
    'noom-chat-abc.js': 'export const chat = 1;',
    'noom-kit-Ab3_x-9Z.js': 'export const kit = 1;',
    'lib/index.js': 'for bundlers',
    'noom.js.map': '{}',
    'index.d.ts': 'export {};',
    'server/main.js': 'the server',
    '.env.js': 'hidden',
    'package.json': '{}',
  });
  const pagesDir = await files(join(root, 'pages'), {
    'index.html': '<title>Index</title>',
    'call.html': '<title>Call</title>',
    'pages.css': 'body { margin: 0 }',
    'deep/index.html': '<title>Deep</title>',
    'notes.secret': 'no',
  });
  await files(root, { 'outside.js': 'outside', 'outside.html': 'outside' });
  await symlink(join(root, 'outside.js'), join(kitDir, 'link.js'));
  const world = await createWorld(t, { kitDir, pagesDir });
  return { url: world.server.url, root };
}

/** A request whose path goes out exactly as written; `fetch` would tidy it up. */
async function raw(url: string, path: string, method = 'GET'): Promise<{ response: IncomingMessage; body: string }> {
  const { hostname, port } = new URL(url);
  const [response] = (await once(request({ hostname, port, path, method }).end(), 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { response, body };
}

test('pages are found with and without .html, and folders by their index', async (t) => {
  const { url } = await serve(t);
  for (const [path, title] of [
    ['/', 'Index'],
    ['/index.html', 'Index'],
    ['/call', 'Call'],
    ['/call.html', 'Call'],
    ['/call?room=tea&name=Ann', 'Call'],
    ['/deep/', 'Deep'],
    ['/deep', 'Deep'],
  ] as const) {
    const response = await fetch(url + path);
    assert.deepEqual([path, response.status, await response.text()], [path, 200, `<title>${title}</title>`]);
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  }
});

test('the icon that browsers ask for beside a page that names none is there', async (t) => {
  const pagesDir = fileURLToPath(new URL('../../../demo-server/pages', import.meta.url));
  const { server } = await createWorld(t, { pagesDir });
  const { status, headers } = await fetch(`${server.url}/favicon.ico`);
  assert.deepEqual([status, headers.get('content-type')], [200, 'image/x-icon']);
});

test('a page says what it may load, who may frame it, and that it uses the camera', async (t) => {
  const { url } = await serve(t);
  const { headers } = await fetch(`${url}/call`);
  const policy = headers.get('content-security-policy') ?? '';
  for (const part of [
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self' ws: wss:",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "frame-ancestors 'self'",
  ]) {
    assert.ok(policy.split('; ').includes(part), part);
  }
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('permissions-policy'), 'camera=(self), microphone=(self), display-capture=(self)');
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
  assert.equal(headers.get('access-control-allow-origin'), null);
});

test('the server\u2019s own texts are neither framed, nor sniffed, nor cached', async (t) => {
  const { url } = await serve(t);
  for (const path of ['/healthz', '/readyz', '/metrics', '/nothing']) {
    const { headers } = await fetch(url + path);
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'", path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
  }
});

test('pages of any origin may load the kit and its chunks', async (t) => {
  const { url } = await serve(t);
  for (const path of ['/noom.js', '/noom-chat-abc.js']) {
    const { status, headers } = await fetch(url + path, { headers: { origin: 'https://elsewhere.example' } });
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  }
});

test('an unchanged file is not sent again', async (t) => {
  const { url, root } = await serve(t);
  const first = await fetch(`${url}/noom.js`);
  assert.equal(first.headers.get('cache-control'), 'no-cache');
  const etag = first.headers.get('etag') ?? '';
  assert.equal((await fetch(`${url}/noom.js`, { headers: { 'if-none-match': etag } })).status, 304);
  await writeFile(join(root, 'dist', 'noom.js'), 'another build');
  const changed = await fetch(`${url}/noom.js`, { headers: { 'if-none-match': etag } });
  assert.deepEqual([changed.status, await changed.text()], [200, 'another build']);
});

test('a file that a client has in any version is not sent again', async (t) => {
  const { url } = await serve(t);
  assert.equal((await fetch(`${url}/noom.js`, { headers: { 'if-none-match': '*' } })).status, 304);
});

test('a chunk of the kit, named by its content, is never requested again', async (t) => {
  const { url } = await serve(t);
  const { headers } = await fetch(`${url}/noom-kit-Ab3_x-9Z.js`);
  assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal((await fetch(`${url}/noom-chat-abc.js`)).headers.get('cache-control'), 'no-cache');
});

test('text is compressed for clients that accept it, and again when it has changed', async (t) => {
  const { url, root } = await serve(t);
  const packed = await fetch(`${url}/noom.js`, { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(packed.headers.get('content-encoding'), 'gzip');
  const plain = await fetch(`${url}/noom.js`, { headers: { 'accept-encoding': 'identity' } });
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(await packed.text(), await plain.text());
  await writeFile(join(root, 'dist', 'noom.js'), 'another build');
  const again = await fetch(`${url}/noom.js`, { headers: { 'accept-encoding': 'gzip' } });
  assert.deepEqual([again.headers.get('content-encoding'), await again.text()], ['gzip', 'another build']);
});

for (const [accepted, encoding] of [
  ['br, GZIP;q=0.5', 'gzip'],
  ['gzip;q=0', null],
  ['br;q=1, gzip ; q=0.000', null],
  ['x-gzip-like', null],
] as const) {
  test(`a client that accepts "${accepted}" gets ${encoding ?? 'plain text'}`, async (t) => {
    const { url } = await serve(t);
    const { headers } = await fetch(`${url}/noom.js`, { headers: { 'accept-encoding': accepted } });
    assert.equal(headers.get('content-encoding'), encoding);
  });
}

test('HEAD is GET without the body; anything else is refused', async (t) => {
  const { url } = await serve(t);
  const head = await raw(url, '/noom.js', 'HEAD');
  assert.equal(head.response.statusCode, 200);
  assert.equal(head.body, '');
  assert.ok(Number(head.response.headers['content-length']) > 2000);
  const post = await raw(url, '/noom.js', 'POST');
  assert.equal(post.response.statusCode, 405);
  assert.equal(post.response.headers.allow, 'GET, HEAD');
});

for (const path of [
  '/../outside.html',
  '/../outside.js',
  '/lib/../../outside.js',
  '/%2e%2e/outside.js',
  '/%2e%2e%2foutside.js',
  '/..%5coutside.js',
  '/..\\outside.js',
  '/lib/..%2f..%2foutside.js',
  '//../outside.js',
  '/noom.js%00.html',
  '/link.js',
  '/.env.js',
  '/server/main.js',
  '/index.d.ts',
  '/package.json',
  '/notes.secret',
  '/lib',
  '/lib/',
  '/lib/index.js',
  '/missing',
  '/etc/passwd',
]) {
  test(`${path} is not there`, async (t) => {
    const { url } = await serve(t);
    const { response, body } = await raw(url, path);
    assert.equal(response.statusCode, 404);
    assert.equal(body, 'There is nothing here.\n');
  });
}

test('an address that cannot be read is refused', async (t) => {
  const { url } = await serve(t);
  assert.equal((await raw(url, '/%zz')).response.statusCode, 400);
});
