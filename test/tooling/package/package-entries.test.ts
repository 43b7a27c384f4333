import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { installPackage } from './install-package.js';

const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** A project that has installed the package. */
const { project } = installPackage(Object.keys(dependencies));
after(() => {
  rmSync(project, { recursive: true });
});

/** What a bundler makes of a part of the package. */
interface Chunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly code: string;
  readonly modules: Readonly<Record<string, { renderedLength: number }>>;
}

/** What a bundler makes of the package for some code. */
interface Bundle {
  /** The modules of the package that it keeps, and those of them that load at once. */
  readonly kept: readonly string[];
  readonly atOnce: readonly string[];
  /** Its whole output, and what of it loads at once. */
  readonly code: string;
  readonly codeAtOnce: string;
}

/** Bundles code that imports the package: not minified and without dependencies, or as a page would load it. */
async function bundle(code: string, { isForPages = false } = {}): Promise<Bundle> {
  const entry = join(project, 'entry.js');
  writeFileSync(entry, code);
  const { output } = (await build({
    configFile: false,
    root: project,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      minify: isForPages,
      target: 'es2022',
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        external: isForPages ? [] : /^(lit|@lit|socket\.io-client)(\/|$)/,
        // Of libraries Vite leaves the whitespace.
        output: { minify: isForPages },
      },
    },
  }).then((result) => (result as unknown[])[0])) as { output: Chunk[] };
  const atOnce = withImported(
    output.filter(({ isEntry }) => isEntry),
    output,
  );
  return {
    kept: output.flatMap(modulesOf).sort(),
    atOnce: atOnce.flatMap(modulesOf),
    code: output.map((chunk) => chunk.code).join('\n'),
    codeAtOnce: atOnce.map((chunk) => chunk.code).join('\n'),
  };
}

function modulesOf({ modules }: Chunk): string[] {
  const lib = 'noom-elements/dist/lib/';
  return Object.entries(modules)
    .filter(([id, { renderedLength }]) => id.includes(lib) && renderedLength > 0)
    .map(([id]) => id.slice(id.indexOf(lib) + lib.length));
}

/** These chunks, and all that they import. */
function withImported(chunks: readonly Chunk[], all: readonly Chunk[]): readonly Chunk[] {
  const more = all.filter(
    (one) => !chunks.includes(one) && chunks.some(({ imports }) => imports.includes(one.fileName)),
  );
  return more.length === 0 ? chunks : withImported([...chunks, ...more], all);
}

const tagsDefinedIn = (code: string): string[] =>
  [...code.matchAll(/define\("(noom-[a-z-]+)"/g)].map(([, tag]) => tag ?? '').sort();

const tagsIn = (kept: readonly string[]): string[] =>
  [...new Set(kept.flatMap((id) => /^components\/(noom-[a-z-]+)\//.exec(id)?.[1] ?? []))].sort();

/** The tags that the entry of each tag registers besides: those that it draws itself with, which a room does on demand. */
const DRAWN_WITH: Record<string, string[]> = {
  'noom-chat': [],
  'noom-controls': [],
  'noom-device-select': [],
  'noom-participants': [],
  'noom-quality': [],
  'noom-reactions': [],
  'noom-video': [],
  'noom-stage': ['noom-video'],
  'noom-prejoin': ['noom-device-select', 'noom-video'],
  'noom-settings': ['noom-device-select', 'noom-quality'],
  'noom-room': [],
};

/** What a page loads at once for an entry at most, in kB gzipped, lit and the client of Socket.IO included. */
const WEIGHTS_KB: Record<string, number> = {
  '': 66.5,
  '/core': 32,
  '/noom-room': 57.5,
  '/noom-chat': 18,
  '/noom-controls': 17,
  '/noom-device-select': 17,
  '/noom-participants': 16.5,
  '/noom-prejoin': 23,
  '/noom-quality': 16.5,
  '/noom-reactions': 16.5,
  '/noom-settings': 17.5,
  '/noom-stage': 25.5,
  '/noom-video': 21.5,
};

for (const [tag, others] of Object.entries(DRAWN_WITH)) {
  test(`importing ${tag} imports ${others.length > 0 ? `only what it draws itself with` : 'no other tag'}`, async () => {
    const { kept, atOnce, code, codeAtOnce } = await bundle(`import 'noom-elements/${tag}';`);
    const expected = [tag, ...others].sort();
    // The parts of a room's UI are loaded on demand, together: some of them are of other tags. The room looks whether
    // something was chosen in the settings.
    assert.deepEqual(
      tagsIn(atOnce.filter((id) => !id.endsWith('/settings-key.js'))).filter((name) => !expected.includes(name)),
      [],
    );
    assert.deepEqual(tagsDefinedIn(codeAtOnce), expected);
    assert.deepEqual(tagsDefinedIn(code), tag === 'noom-room' ? Object.keys(DRAWN_WITH).sort() : expected);
    const hasCall = kept.includes('core/call/call-controller.js');
    assert.equal(hasCall, tag === 'noom-room', 'only the room creates calls');
    assert.equal(/from "socket\.io-client"/.test(code), tag === 'noom-room');
  });
}

for (const [entry, limitKB] of Object.entries(WEIGHTS_KB)) {
  test(`importing noom-elements${entry} loads at most ${String(limitKB)} kB at once`, async () => {
    const { codeAtOnce } = await bundle(`import * as kit from 'noom-elements${entry}'; globalThis.kit = kit;`, {
      isForPages: true,
    });
    const bytes = gzipSync(codeAtOnce, { level: 9 }).length;
    assert.ok(bytes <= limitKB * 1000, `${String(bytes)} B`);
    // A bound that is far above what there is holds nothing.
    assert.ok(bytes > (limitKB - 2) * 1000, `${String(bytes)} B: lower the bound`);
  });
}

test('importing the package registers every tag, and loads none later', async () => {
  const { code, codeAtOnce } = await bundle(`import 'noom-elements';`);
  assert.deepEqual(tagsDefinedIn(codeAtOnce), Object.keys(DRAWN_WITH).sort());
  assert.deepEqual(tagsDefinedIn(code), Object.keys(DRAWN_WITH).sort());
});

test('importing a class registers nothing, and imports no other tag', async () => {
  const { atOnce, code } = await bundle(`import { NoomChat } from 'noom-elements/components'; console.log(NoomChat);`);
  assert.deepEqual(tagsIn(atOnce), ['noom-chat']);
  assert.doesNotMatch(code, /customElements|define\("/);
});

test('importing the classes without use leaves nothing', async () => {
  assert.deepEqual((await bundle(`import 'noom-elements/components'; import 'noom-elements/core';`)).kept, []);
});

test('one name of the core drops the rest', async () => {
  const { kept, code } = await bundle(`import { CallError } from 'noom-elements/core'; console.log(CallError);`);
  assert.deepEqual(kept, ['core/base/errors.js']);
  assert.doesNotMatch(code, /from "/);
});

test('a headless call imports neither tags nor lit', async () => {
  const { kept, code } = await bundle(`import { CallController } from 'noom-elements/core'; new CallController();`);
  assert.deepEqual(
    kept.filter((id) => !/^(core|protocol)\/|^vendor\/livekit-client\.js$/.test(id)),
    [],
  );
  assert.doesNotMatch(code, /from "(lit|@lit)/);
});
