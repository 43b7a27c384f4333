import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import ts from 'typescript';
import { installPackage } from './install-package.js';

interface Manifest {
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
  customElements: string;
}
const root = fileURLToPath(new URL('../../../', import.meta.url));
const { exports, dependencies, customElements } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest;
const modules = Object.entries(exports).flatMap(([entry, target]) => (typeof target === 'object' ? [entry] : []));

/** A project that has installed the package. */
const { project, installed, tarball } = installPackage([...Object.keys(dependencies), '@types/trusted-types']);
after(() => {
  rmSync(project, { recursive: true });
});

test('the package contains what it promises and nothing else of the project', () => {
  assert.deepEqual(readdirSync(installed).sort(), [
    'LICENSE',
    // npm adds every README.
    'README.ko.md',
    'README.md',
    'custom-elements.json',
    'dist',
    'package.json',
    'vscode.css-custom-data.json',
    'vscode.html-custom-data.json',
  ]);
  assert.ok(readdirSync(installed).includes(customElements));
});

test('nothing is packed before all is built that the manifest names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noom-unbuilt-'));
  mkdirSync(join(folder, 'scripts'));
  for (const file of ['package.json', 'scripts/check-built.mjs']) copyFileSync(root + file, join(folder, file));
  const { status, stderr } = spawnSync('npm', ['pack', '--dry-run'], { cwd: folder, encoding: 'utf8', shell: true });
  assert.equal(status, 1);
  for (const file of ['./dist/lib/index.js', './dist/noom.js', 'custom-elements.json']) {
    assert.ok(stderr.includes(`${file},`), file);
  }
  rmSync(folder, { recursive: true });
  execFileSync(process.execPath, [`${root}scripts/check-built.mjs`], { stdio: 'pipe' });
});

test('a page that installs the package gets lit and the client of Socket.IO, and nothing else', () => {
  assert.deepEqual(Object.keys(dependencies).sort(), ['lit', 'socket.io-client']);
  assert.deepEqual(
    readdirSync(join(installed, 'dist'))
      .filter((name) => !/^noom.*\.js$/.test(name))
      .sort(),
    ['THIRD-PARTY-LICENSES.txt', 'lib'],
  );
});

test('nothing is a request of its own in the bundle that is below 3 kB', () => {
  const dist = join(installed, 'dist');
  const chunks = readdirSync(dist).filter((name) => /^noom-.*\.js$/.test(name));
  assert.ok(chunks.length > 10);
  const sizes = chunks.map((name) => [name, gzipSync(readFileSync(join(dist, name)), { level: 9 }).length] as const);
  assert.deepEqual(
    sizes.filter(([, bytes]) => bytes < 3000),
    [],
  );
});

test('each script of the package for bundlers has a source map with the sources in it, unless it is a library', () => {
  const lib = join(installed, 'dist/lib');
  const scripts = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  assert.ok(scripts.length > 100);
  assert.deepEqual(readdirSync(join(lib, 'vendor')), ['livekit-client.js']);
  for (const file of scripts) {
    const text = readFileSync(join(lib, file), 'utf8');
    // What the compiler adds has no source; imports and exports alone, or nothing, are no code.
    if (file.startsWith('helpers') || text.replaceAll(/^(?:import|export) .*;$/gm, '').trim() === '') continue;
    const [, map = ''] = /\/\/# sourceMappingURL=(.+)$/m.exec(text) ?? [];
    // LiveKit's map was two fifths of all maps.
    if (file.startsWith('vendor')) {
      assert.equal(map, '', file);
      continue;
    }
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(lib, file, '..', map), 'utf8')) as {
      sources: string[];
      sourcesContent: (string | null)[];
    };
    assert.ok(sources.length > 0, file);
    assert.deepEqual(
      sources.filter((_, index) => !sourcesContent[index]),
      [],
      file,
    );
  }
});

test('the manifest in the package names modules that are in it', async () => {
  const { modules } = JSON.parse(readFileSync(join(installed, customElements), 'utf8')) as {
    modules: { path: string; declarations: { name: string }[] }[];
  };
  for (const { path, declarations } of modules) {
    const found = (await import(join(installed, path))) as object;
    for (const { name } of declarations) assert.ok(name in found, name);
  }
});

test('publint finds no problem', async () => {
  const { messages } = await publint({ pkgDir: installed, strict: true });
  assert.deepEqual(messages, []);
});

test('the types are those of what is imported, for bundlers and for Node', async () => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  assert.ok(result.types);
  assert.deepEqual(
    Object.keys(result.entrypoints)
      .filter((entry) => !entry.endsWith('.json'))
      .sort(),
    [...modules].sort(),
  );
  // The package is made of ES modules: `require` and resolution without `exports` are not for it.
  const isForThem = ({ resolutionKind }: { resolutionKind?: string }): boolean =>
    resolutionKind === 'node10' || resolutionKind === 'node16-cjs';
  assert.deepEqual(
    result.problems.filter((problem) => !isForThem(problem as { resolutionKind?: string })),
    [],
  );
});

for (const [name, options] of [
  ['a bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ['Node', { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
] as const) {
  test(`the types in the package are what its users rely on, resolved as ${name} does`, () => {
    const path = join(project, 'consumer.ts');
    copyFileSync(`${root}test/types/consumer.ts`, path);
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    const program = ts.createProgram([path], {
      ...options,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      strict: true,
      noEmit: true,
      // The types themselves are checked too, as strictly as a project may want it.
      skipLibCheck: false,
      exactOptionalPropertyTypes: true,
      types: [],
    });
    const complaints = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    assert.deepEqual(complaints, []);
    const files = program.getSourceFiles().map(({ fileName }) => fileName);
    assert.ok(files.some((file) => file.includes('noom-elements/dist/lib/types/src/index.d.ts')));
    assert.ok(!files.some((file) => file.startsWith(`${root}src`)));
  });
}

for (const entry of modules) {
  test(`noom-elements${entry.slice(1)} can be imported in Node`, () => {
    const code = `
      const known = Object.keys(globalThis);
      await import('noom-elements${entry.slice(1)}');
      // Lit brings a registry of tags and marks itself; the kit leaves nothing.
      const more = Object.keys(globalThis).filter((name) => !known.includes(name) && !/^(lit|reactive|customEl)/.test(name));
      if (more.length > 0) throw new Error('It left globals behind: ' + more.join(' '));
    `;
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: project, stdio: 'pipe' });
  });
}

test('nothing of the server is in what a page imports', () => {
  const lib = join(installed, 'dist/lib');
  const scripts = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  for (const file of scripts) {
    const text = readFileSync(join(lib, file), 'utf8');
    assert.doesNotMatch(text, /from "(node:|socket\.io"|jose"|selfsigned")/, relative(lib, file));
  }
});
