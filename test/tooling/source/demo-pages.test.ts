import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const PAGES = new URL('../../../demo-server/pages/', import.meta.url);

test('the text of the demo pages is as large as its reader has told the browser', () => {
  const sizes = readdirSync(PAGES)
    .filter((name) => /\.(?:css|html)$/.test(name))
    .flatMap((name) => [...readFileSync(new URL(name, PAGES), 'utf8').matchAll(/font(?:-size)?:\s[^;{}]*;/g)])
    .map(([declaration]) => declaration);
  assert(sizes.length > 0);
  assert.deepEqual(
    sizes.filter((declaration) => /\dpx/.test(declaration)),
    [],
  );
});
