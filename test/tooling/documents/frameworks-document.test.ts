import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readDocument } from '../../harness/documents.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const examples = readdirSync(`${root}examples`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  // These are of another document.
  .filter((name) => name !== 'from-the-course');

/** The snippets of a document: each stands under the name of the file that it is. */
function snippets(path: string): { file: string; code: string }[] {
  const found = readDocument(path).matchAll(/^\[`(examples\/[^`]+)`\]\(\.\.\/\1\)\n\n```\w+\n(.*?)^```/gms);
  return [...found].map(([, file = '', code = '']) => ({ file, code }));
}

for (const path of ['docs/frameworks.md', 'docs/frameworks.ko.md']) {
  test(`each snippet in ${path} is a file of an example, and each example has one`, () => {
    const all = snippets(path);
    for (const { file, code } of all) assert.equal(code, readFileSync(`${root}${file}`, 'utf8'), file);
    assert.deepEqual(all.map(({ file }) => file.split('/')[1]).sort(), [...examples].sort());
  });
}

test('both documents of the frameworks show the same code under as many headings', () => {
  assert.deepEqual(snippets('docs/frameworks.ko.md'), snippets('docs/frameworks.md'));
  const headings = (path: string): number[] =>
    [...readDocument(path).matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);
  assert.deepEqual(headings('docs/frameworks.ko.md'), headings('docs/frameworks.md'));
});

/** What npm would install otherwise: a later version, on another day. */
const RANGE = /[~^*><|]|latest/;

for (const name of examples) {
  test(`examples/${name} names exact versions, and the kit by its packed file`, () => {
    const { dependencies, devDependencies = {} } = JSON.parse(
      readFileSync(`${root}examples/${name}/package.json`, 'utf8'),
    ) as { dependencies: Record<string, string>; devDependencies?: Record<string, string> };
    assert.equal(dependencies['noom-elements'], 'file:../noom-elements.tgz');
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.doesNotMatch(version, RANGE, dependency);
  });
}
