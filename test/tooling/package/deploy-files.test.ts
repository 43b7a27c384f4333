import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { helpText } from '../../../demo-server/settings/settings.js';
import { documentBlocks } from '../../harness/documents.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
const settings = new Set(helpText().match(/\b(?:NOOM_\w+|PORT|HOST)\b/g));
const entry = 'dist/server/main.js';

for (const [where, text] of [
  ['Dockerfile', read('Dockerfile')],
  ['compose.yaml', read('compose.yaml')],
  [
    'the unit and the settings in docs/deploy.md',
    ['ini', 'sh'].flatMap((each) => documentBlocks('docs/deploy.md', each)).join(),
  ],
] as const) {
  test(`every setting named in ${where} is one of the server's`, () => {
    const named = text.match(/(?<![\w-])(?:NOOM_\w+|PORT|HOST)\b(?=[=:}?\s])/g) ?? [];
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => !settings.has(name)),
      [],
    );
  });
}

test('the image is made of files that exist, by scripts that exist, and starts the server', () => {
  const dockerfile = read('Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) => files.split(' '));
  // Both manifests: the lock file is of both packages.
  for (const file of ['package-lock.json', 'demo-server/package.json']) assert.ok(copied.includes(file), file);
  for (const file of copied) assert.ok(existsSync(new URL(file, root)), file);
  for (const [, script = ''] of dockerfile.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, script);
  assert.ok(read('vite.config.ts').includes("outDir: 'dist/server'"));
  assert.match(dockerfile, new RegExp(`^CMD \\["node", "${entry}"\\]$`, 'm'));
  assert.ok(documentBlocks('docs/deploy.md', 'ini').join().includes(entry));
});

test('what the image must not contain is excluded from it', () => {
  const ignored = read('.dockerignore').split('\n');
  for (const path of ['.git', '.env', '.noom', 'node_modules']) assert.ok(ignored.includes(path), path);
  assert.ok(read('.gitignore').split('\n').includes('.env'));
});

test('neither the server, Redis, LiveKit nor TURN runs with more rights than it needs', () => {
  assert.match(read('Dockerfile'), /^USER node$/m);
  const services = read('compose.yaml')
    .split(/^ {2}(?=\w+:$)/m)
    .slice(1, 5);
  assert.deepEqual(
    services.map((service) => /^\w+/.exec(service)?.[0]),
    ['noom', 'redis', 'livekit', 'coturn'],
  );
  for (const service of services) {
    assert.match(service, /read_only: true/);
    assert.match(service, /cap_drop: \[ALL\]/);
  }
});
