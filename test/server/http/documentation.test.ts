import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createWorld, temporaryDir } from '../worlds/harness.js';

const SCRIPT = 'import "./sb-manager/runtime.js";';

async function serve(t: TestContext, { isBuilt = true } = {}): Promise<{ url: string; siteDir: string }> {
  const root = await temporaryDir(t);
  const [siteDir, storybookDir, pagesDir] = ['site', 'storybook', 'pages'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await write(pagesDir, { 'index.html': '<title>Demo</title>' });
  if (isBuilt) {
    await write(siteDir, {
      'index.html': '<title>Start</title>',
      'guide.html': '<title>Guide</title>',
      '404.html': '<title>There is no such page</title>',
      'ko/index.html': '<title>시작</title>',
      'assets/app.Ab3_x-9Z.js': 'export {};',
      'assets/code.css': 'code {}',
      'secret.env': 'no',
    });
    await write(storybookDir, {
      'index.html': `<script type="module">${SCRIPT}</script><script src="./one.js"></script>`,
    });
  }
  const { server } = await createWorld(t, { pagesDir, siteDir, storybookDir });
  return { url: server.url, siteDir };
}

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

test('the built documentation is at /docs/, and nowhere else', async (t) => {
  const { url } = await serve(t);
  for (const [path, title] of [
    ['/', 'Demo'],
    ['/docs/', 'Start'],
    ['/docs', 'Start'],
    ['/docs/guide', 'Guide'],
    ['/docs/guide.html', 'Guide'],
    ['/docs/ko/', '시작'],
    ['/docs/ko', '시작'],
    ['/docs//ko', '시작'],
  ] as const) {
    assert.equal(await (await fetch(url + path)).text(), `<title>${title}</title>`, path);
  }
  for (const path of [
    '/guide',
    '/docs/assets',
    '/docs/secret.env',
    '/docs/../guide',
    '/docsguide',
    '/docs/docs/',
    '/ko/',
  ]) {
    assert.equal((await fetch(url + path)).status, 404, path);
  }
});

test('the address of a folder leads to its start page, and never to another server', async (t) => {
  const { url } = await serve(t);
  for (const [path, location] of [
    ['/docs', '/docs/'],
    ['/docs/ko', '/docs/ko/'],
    ['//docs', '/docs/'],
    ['//docs//ko', '/docs/ko/'],
    ['/docs/assets', null],
    ['//docs.example', null],
  ] as const) {
    const response = await fetch(url + path, { redirect: 'manual' });
    assert.equal(response.headers.get('location'), location, path);
    assert.equal(response.status, location === null ? 404 : 308, path);
  }
});

test('a reader who asks for a page that is not there gets one that says so', async (t) => {
  const { url } = await serve(t);
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const get = (path: string, headers: Record<string, string>): Promise<Response> => fetch(url + path, { headers });
  for (const path of ['/docs/nothing', '/docs/ko/nothing', '/docs/guide/']) {
    const response = await get(path, { accept });
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(await response.text(), /There is no such page/);
    const etag = response.headers.get('etag') ?? '';
    assert.equal((await get(path, { accept, 'if-none-match': etag })).status, 404);
  }
  assert.equal((await get('/nothing', { accept })).headers.get('content-type'), 'text/plain');
  const script = await get('/docs/assets/nothing.js', { accept: '*/*' });
  assert.equal(script.headers.get('content-type'), 'text/plain');
});

test('its pages allow what every page allows, and no device', async (t) => {
  const { url } = await serve(t);
  const { headers } = await fetch(`${url}/docs/guide`);
  const policy = headers.get('content-security-policy');
  assert.equal(policy, (await fetch(url)).headers.get('content-security-policy'));
  assert.equal(headers.get('permissions-policy'), 'camera=(), microphone=(), display-capture=()');
});

test('what is named by its content is kept by browsers, and the rest asked for each time', async (t) => {
  const { url } = await serve(t);
  const cachingOf = async (path: string): Promise<string | null> =>
    (await fetch(url + path)).headers.get('cache-control');
  assert.equal(await cachingOf('/docs/assets/app.Ab3_x-9Z.js'), 'public, max-age=31536000, immutable');
  assert.equal(await cachingOf('/docs/assets/code.css'), 'no-cache');
  assert.equal(await cachingOf('/docs/guide'), 'no-cache');
});

test('Storybook is below it, and may run its own scripts alone', async (t) => {
  const { url } = await serve(t);
  for (const path of ['/docs/storybook/', '/docs/storybook']) {
    const response = await fetch(url + path);
    assert.equal(response.status, 200);
    const policy = response.headers.get('content-security-policy')?.split('; ') ?? [];
    const hash = createHash('sha256').update(SCRIPT).digest('base64');
    assert.ok(policy.includes(`script-src 'self' 'sha256-${hash}'`), policy.join('; '));
    assert.ok(policy.includes("frame-ancestors 'self'"));
  }
});

test('a server without built documentation has none, until it is built', async (t) => {
  const { url, siteDir } = await serve(t, { isBuilt: false });
  for (const path of ['/docs', '/docs/', '/docs/guide', '/docs/storybook/']) {
    assert.equal((await fetch(url + path)).status, 404, path);
  }
  await write(siteDir, { 'index.html': '<title>Start</title>' });
  assert.equal((await fetch(`${url}/docs`)).status, 200);
});
