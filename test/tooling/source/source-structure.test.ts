import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { filesUnder } from '../../harness/files.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const MOST_LINES = 300;
const MOST_FILES = 16;
/** The folders with more files, and why those are one idea. */
const LARGE_FOLDERS: Readonly<Record<string, string>> = {};

type Imports = ReadonlyMap<string, readonly string[]>;

/** The files of the project that each file imports, in any form, types and lazy imports included. */
function importsOf(files: readonly string[], read: (file: string) => string): Imports {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(read(file), true, true);
      const targets = importedFiles
        .filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => join(dirname(file), fileName).replace(/\.js$/, '.ts'));
      return [file, targets.filter((target) => known.has(target))];
    }),
  );
}

/** The files of a circle, in its order, the first one again at the end; `null` when there is none. */
function circleIn(imports: Imports): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const target of imports.get(file) ?? []) {
      const circle = visit(target);
      if (circle) return circle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const circle = visit(file);
    if (circle) return circle;
  }
  return null;
}

const sources = ['src', 'demo-server'].flatMap((folder) => filesUnder(folder, '.ts'));
const readSource = (file: string): string => readFileSync(join(root, file), 'utf8');

test('no files import each other in a circle, types included', () => {
  assert.ok(sources.length > 200);
  assert.deepEqual(circleIn(importsOf(sources, readSource)), null);
});

test('a circle is found, of types or lazy imports too', () => {
  const texts: Record<string, string> = {
    'a/one.ts': "import type { Two } from './two.js';",
    'a/two.ts': "void import('../b/three.js');",
    'b/three.ts': "export { one } from '../a/one.js';",
  };
  const circle = circleIn(importsOf(Object.keys(texts), (file) => texts[file] ?? ''));
  assert.deepEqual(circle, ['a/one.ts', 'a/two.ts', 'b/three.ts', 'a/one.ts']);
});

/** What a file says that it imports, types included; not what it imports lazily, while it runs. */
function statedImports(file: string): { target: string; isType: boolean }[] {
  return ts
    .createSourceFile(file, readSource(file), ts.ScriptTarget.Latest)
    .statements.flatMap((statement) => {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
      const from = statement.moduleSpecifier;
      if (from === undefined || !ts.isStringLiteral(from)) return [];
      const isType = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true;
      return [{ target: join(dirname(file), from.text).replace(/\.js$/, '.ts'), isType }];
    })
    .filter(({ target }) => sources.includes(target));
}

/** The folders below `root` that each folder there imports, itself left out. */
function foldersBelow(root: string, imports: Imports, isCounted: (from: string, to: string) => boolean): Imports {
  const isBelow = (file: string): boolean => file.startsWith(`${root}/`);
  const folders = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    if (!isBelow(file)) continue;
    const folder = dirname(file);
    const others = targets.filter(isBelow).map((target) => dirname(target));
    const counted = others.filter((to) => to !== folder && isCounted(folder, to));
    folders.set(folder, [...(folders.get(folder) ?? []), ...counted]);
  }
  return folders;
}

test('no folders of the server, the room server or the core import each other in a circle', () => {
  const imports = importsOf(sources, readSource);
  for (const root of ['demo-server', 'src/room-server', 'src/core']) {
    // The root brings the folders together.
    const folders = foldersBelow(root, imports, (from, to) => from !== root && to !== root);
    assert.ok(folders.size > 2, root);
    assert.deepEqual(circleIn(folders), null);
  }
});

test('no folders of the tags import each other in a circle, but a folder and those in it', () => {
  // Stories are examples of all that a page may put together. A lazy import does not count here: it names what is put on
  // top of the importing code once that runs, as `lazy/parts.ts` names the views of the tags that import it.
  const code = sources.filter((file) => !file.endsWith('.stories.ts'));
  const imports = new Map(code.map((file) => [file, statedImports(file).map(({ target }) => target)]));
  // A tag's own folder brings its sub-folders together, and has what they share: icons, the interface they draw from.
  const isWithin = (inner: string, outer: string): boolean => inner.startsWith(`${outer}/`);
  const folders = foldersBelow('src/components', imports, (from, to) => !isWithin(from, to) && !isWithin(to, from));
  assert.ok(folders.size > 30);
  assert.deepEqual(circleIn(folders), null);
});

test('nothing internal imports a tag', () => {
  const internal = sources.filter((file) => file.startsWith('src/components/internal/'));
  assert.ok(internal.length > 50);
  const targets = internal.flatMap((file) => statedImports(file).map(({ target }) => target));
  assert.deepEqual(
    targets.filter((target) => /^src\/components\/(noom-|parts\/)/.test(target)),
    [],
  );
});

test('a folder has as many files as one idea takes, or says why it has more', () => {
  const counts = new Map<string, number>();
  for (const file of sources.filter((each) => !each.endsWith('.stories.ts')))
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const large = [...counts].filter(([folder, count]) => count > MOST_FILES && !(folder in LARGE_FOLDERS));
  assert.deepEqual(large, []);
  const named = Object.keys(LARGE_FOLDERS);
  assert.deepEqual(
    named.filter((folder) => (counts.get(folder) ?? 0) <= MOST_FILES),
    [],
  );
});

test('a file is as long as one idea takes, or says why it is longer', () => {
  const files = [...sources, ...['test', 'bench', 'scripts'].flatMap((folder) => filesUnder(folder, '.ts'))];
  const long = files.filter((file) => {
    const text = readSource(file);
    return text.split('\n').length - 1 > MOST_LINES && !text.includes('Longer than others because');
  });
  assert.deepEqual(long, []);
});

test('every folder of the sources has its place in ARCHITECTURE.md', () => {
  const plan = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const folders = new Set(sources.map((file) => dirname(file).split('/').at(-1) ?? ''));
  const unnamed = [...folders].filter((folder) => !folder.startsWith('noom-') && !plan.includes(`${folder}/`));
  assert.deepEqual(unnamed, []);
});

/** The texts of all templates in a file whose tag is one of Lit's. */
function templatesIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ['css', 'html', 'svg'].includes(node.tag.getText()))
      found.push(node.template.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

/** The files of the project that come with a file when it is imported, itself included. */
function broughtBy(file: string, brought = new Set<string>()): Set<string> {
  brought.add(file);
  for (const { target, isType } of statedImports(file)) {
    if (!isType && !brought.has(target)) broughtBy(target, brought);
  }
  return brought;
}

test('a story brings every tag that it draws, whatever story was shown before it', () => {
  const stories = sources.filter((file) => file.endsWith('.stories.ts'));
  assert.ok(stories.length > 10);
  for (const story of stories) {
    const brought = broughtBy(story);
    const tags = [...readSource(story).matchAll(/<(noom-[a-z-]+)/g)].map(([, tag = '']) => tag);
    const missing = tags.filter((tag) => !brought.has(`src/components/${tag}/index.ts`));
    assert.deepEqual(missing, [], story);
  }
});

test('no comment stands in a template, where pages would fetch it', () => {
  const isCommented = (template: string): boolean => /\/\*|<!--/.test(template);
  assert.ok(templatesIn('const a = css`/* why */ b {}`').some(isCommented));
  const commented = sources.filter((file) => templatesIn(readSource(file)).some(isCommented));
  assert.deepEqual(commented, []);
});
