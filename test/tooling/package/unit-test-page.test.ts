import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('jsdom-page.mjs', import.meta.url));

for (const [what, ...options] of [['jsdom'], ['jsdom, without internals of tags as happy-dom,', 'without-internals']]) {
  test(`in a page that ${String(what)} stands in for, tags are what they are in HTML, and nothing fails`, () => {
    const command = [page, ...options];
    const output = execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    assert.deepEqual(JSON.parse(output), { state: 'idle', displayName: 'Ben', room: 'tea', told: [] });
  });
}
