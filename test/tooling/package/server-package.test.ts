import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import ts from 'typescript';
import { installPackage } from './install-package.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
interface Manifest {
  version: string;
  dependencies: Record<string, string>;
  publishConfig: object;
}
const read = (path: string): Manifest => JSON.parse(readFileSync(root + path, 'utf8')) as Manifest;
const { dependencies, ...manifest } = read('demo-server/package.json');
const kit = read('package.json');

/** A project that has installed the server, and the types of Node. */
const { project, installed, tarball } = installPackage(
  [...Object.keys(dependencies), '@types/node', 'undici-types'],
  'noom-server',
);
after(() => {
  rmSync(project, { recursive: true });
});

test('server and kit have one version, and are published alike', () => {
  assert.equal(manifest.version, kit.version);
  assert.deepEqual(manifest.publishConfig, kit.publishConfig);
});

test('the server’s package contains the server with its pages, the kit that it serves, and its types', () => {
  assert.deepEqual(readdirSync(installed).sort(), ['LICENSE', 'README.md', 'bin', 'dist', 'package.json']);
  const dist = readdirSync(join(installed, 'dist')).filter((name) => !/^noom-.*\.js$/.test(name));
  assert.deepEqual(dist.sort(), ['THIRD-PARTY-LICENSES.txt', 'noom.js', 'server', 'types']);
  assert.equal(existsSync(`${root}demo-server/dist`), false, 'packing leaves nothing in the sources');
});

test('its dependencies are those that its code imports', () => {
  const folder = join(installed, 'dist/server');
  const imported = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.startsWith('pages'))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/^import .*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm),
    ])
    .map(([, path = '', lazy = path]) => path || lazy)
    .filter((path) => !path.startsWith('.') && !path.startsWith('node:'));
  assert.deepEqual([...new Set(imported)].sort(), Object.keys(dependencies).sort());
});

test('publint finds no problem with the server', async () => {
  const { messages } = await publint({ pkgDir: installed, strict: true });
  assert.deepEqual(messages, []);
});

test('the types of the server are those of what is imported', async () => {
  const { types, problems = [] } = (await checkPackage(createPackageFromTarballData(readFileSync(tarball)))) as {
    types: unknown;
    problems?: { resolutionKind?: string }[];
  };
  assert.ok(types);
  // It is made of ES modules.
  const isForThem = ({ resolutionKind }: { resolutionKind?: string }): boolean =>
    resolutionKind === 'node10' || resolutionKind === 'node16-cjs';
  assert.deepEqual(
    problems.filter((problem) => !isForThem(problem)),
    [],
  );
});

test('the types in the server’s package are what its users rely on', () => {
  const path = join(project, 'consumer.ts');
  copyFileSync(`${root}test/types/server-consumer.ts`, path);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    // The types themselves are checked too, as strictly as a project may want it.
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    types: ['node'],
    typeRoots: [`${root}node_modules/@types`],
  });
  const complaints = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  assert.deepEqual(complaints, []);
});

test('the command of the package serves its pages and the kit', async () => {
  const server = spawn(process.execPath, [join(installed, 'bin/noom-server.js')], {
    cwd: project,
    env: { ...process.env, PORT: '0', NOOM_LOG: 'error', NOOM_ICE_URLS: 'none', NOOM_STATE_DIR: project },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    const [line] = (await Promise.race([once(createInterface(server.stdout), 'line'), exited])) as [unknown];
    const [url = ''] = /http:\S+/.exec(String(line)) ?? [];
    for (const path of ['/healthz', '/', '/call', '/noom.js']) {
      assert.equal((await fetch(url + path)).status, 200, path);
    }
  } finally {
    server.kill();
    await exited;
  }
});
