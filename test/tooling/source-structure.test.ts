import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { filesUnder } from '../harness/files.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const MOST_LINES = 300;

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

test('no folders of the server or of the room server import each other in a circle', () => {
  for (const root of ['demo-server', 'src/room-server']) {
    const folderOf = (file: string): string => (file.startsWith(`${root}/`) ? dirname(file) : '');
    const folders = new Map<string, string[]>();
    for (const [file, targets] of importsOf(sources, readSource)) {
      const folder = folderOf(file);
      // The root brings the folders together.
      if (folder === '' || folder === root) continue;
      const others = targets.map(folderOf).filter((each) => ![folder, root, ''].includes(each));
      folders.set(folder, [...(folders.get(folder) ?? []), ...others]);
    }
    assert.ok(folders.size > 2, root);
    assert.deepEqual(circleIn(folders), null);
  }
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
  for (const statement of ts.createSourceFile(file, readSource(file), ts.ScriptTarget.Latest).statements) {
    const isType = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true;
    if (isType || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) continue;
    const from =
      statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier) && statement.moduleSpecifier.text;
    const target = from ? join(dirname(file), from).replace(/\.js$/, '.ts') : '';
    if (sources.includes(target) && !brought.has(target)) broughtBy(target, brought);
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
