import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { documentTable } from '../../harness/documents.js';

const root = new URL('../../../', import.meta.url);
/** What a bound is counted by. */
const SCOPES = ['text', 'connection', 'seat', 'address', 'room', 'process', 'page', 'peer'];

/** What is wrong with a row of the table; `null` when it holds. */
function faultOf([scope = '', what = '', bound = '', beyond = '', namedBy = '', ...more]: readonly string[]):
  string | null {
  if (more.length > 0 || [what, bound, beyond].includes('')) return `"${what}" needs five cells with text`;
  if (!SCOPES.includes(scope)) return `"${what}" is of "${scope}", which is none of ${SCOPES.join(', ')}`;
  if (!/\d/.test(bound)) return `"${what}" has no number: "${bound}"`;
  const [, path = '', words = ''] = /^`(test\/[\w./-]+\.ts)`: (.+)$/.exec(namedBy) ?? [];
  if (path === '') return `"${what}" is named by no test: write \`test/some/file.ts\`: words of the test's name`;
  const file = new URL(path, root);
  if (!existsSync(file)) return `"${what}" is named by ${path}, which does not exist`;
  return readFileSync(file, 'utf8').includes(words)
    ? null
    : `"${what}" is not named by ${path}, which lacks "${words}"`;
}

test('every bound says what happens beyond it, and is named by a test', () => {
  const rows = documentTable('docs/protocol.md', '## Bounds');
  assert.ok(rows.length > 20);
  assert.deepEqual(
    rows.map(faultOf).filter((fault) => fault !== null),
    [],
  );
  const names = rows.map(([scope, what]) => `${String(scope)}: ${String(what)}`);
  assert.equal(new Set(names).size, names.length, 'a bound is there once');
});

test('a row without a test, a number or a scope would be found', () => {
  const row = ['room', 'people', '12', '`room-full`', '`test/tooling/documents/bounds.test.ts`: a row without a test'];
  assert.equal(faultOf(row), null);
  for (const [cell, text] of [
    [0, 'planet'],
    [1, ''],
    [2, 'many'],
    [3, ''],
    [4, 'somewhere'],
    [4, '`test/tooling/nowhere.test.ts`: words'],
    [4, `\`test/tooling/documents/bounds.test.ts\`: ${'words '.repeat(2)}that no test has`],
  ] as const) {
    assert.notEqual(faultOf(row.with(cell, text)), null, text);
  }
});
