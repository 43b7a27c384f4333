/**
 * Runs the `*.test.ts` files under the given folders with Node's own test runner (tsx compiles them: see package.json),
 * and ends with the line `N passed, N failed`.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const files = process.argv.slice(2).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => resolve(join(folder, file))),
);

let passed = 0;
let failed = 0;
let skipped = 0;
const isTest = ({ details }) => details.type !== 'suite';

/** For each file. */
const PATIENCE_MS = (process.env.TEST_LONG ? 30 : 10) * 60_000;

// One file at a time: browsers and servers of parallel files would compete for the machine and make timing random.
const tests = run({ files: files.sort(), concurrency: 1, timeout: PATIENCE_MS });
tests.on('test:pass', (test) => {
  // A file in which nothing ran passes under its own name; that is an empty test, not a passed one.
  if (files.includes(resolve(test.name))) failed += 1;
  else if (test.skip !== undefined) skipped += 1;
  else if (isTest(test) && test.todo === undefined) passed += 1;
});
tests.on('test:fail', (test) => {
  if (isTest(test)) failed += 1;
});
tests.compose(new spec()).pipe(process.stdout, { end: false });
tests.once('end', () => {
  // The spec reporter prints its summary while the stream drains; the count comes after it.
  process.once('beforeExit', () => {
    // Skipped tests have said why. A run without any test is an error.
    if (passed + failed + skipped === 0) failed = 1;
    if (skipped > 0) console.log(`${skipped} skipped`);
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed === 0 ? 0 : 1);
  });
});
