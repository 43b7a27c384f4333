/**
 * `npm test`: every check and every suite, one after the other, whatever failed before. Ends with one line,
 * `N passed, N failed`, summed over the suites; a check that fails counts as one failure.
 */
import { spawn } from 'node:child_process';
import { findFirefox } from '../test/harness/find-firefox.mjs';
import { findBrowser } from './find-browser.mjs';
import { findRedis } from './find-redis.mjs';

/** The npm scripts to run; a suite ends with its own line `N passed, N failed`. */
const CHECKS = ['format:check', 'lint', 'types', 'unused', 'build', 'build:storybook', 'size'];
const SUITES = [
  'test:tooling',
  'test:server',
  'test:contract',
  'test:fuzz',
  'test:cluster',
  'test:browser',
  'test:stories',
  'test:webkit',
  'test:e2e',
];

// Suites that try chance or endurance do so for longer.
if (process.argv.includes('--long')) process.env.TEST_LONG = '1';

let passed = 0;
let failed = 0;
const failures = [];

// Looked for once, and installed if need be, before anything needs it.
process.env.CHROME_PATH = await findBrowser('chromium');
const firefox = await findFirefox();
const redis = findRedis();
if (firefox.path !== undefined) process.env.FIREFOX_PATH = firefox.path;

for (const script of [...CHECKS, ...SUITES]) {
  console.log(`\n── npm run ${script}`);
  const { code, lastLine } = await run(script);
  const counts = SUITES.includes(script) ? /^(\d+) passed, (\d+) failed$/.exec(lastLine) : null;
  passed += Number(counts?.[1] ?? 0);
  // A suite that dies before it can count has failed once.
  const failedHere = Math.max(Number(counts?.[2] ?? 0), code === 0 ? 0 : 1);
  failed += failedHere;
  if (failedHere > 0) failures.push(script);
}

if (firefox.reason !== undefined) console.log(`\nFirefox was NOT tested: ${firefox.reason}.`);
if (redis.reason !== undefined) console.log(`\nSeveral processes were NOT tested: ${redis.reason}.`);
console.log(failures.length > 0 ? `\nFailed: ${failures.join(', ')}` : '\nAll well.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs an npm script, shows its output, and tells its exit code and the last line it printed. */
function run(script) {
  return new Promise((resolve) => {
    const child = spawn(`npm run --silent ${script}`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let lastLine = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lastLine = lines.findLast((line) => line.trim() !== '') ?? lastLine;
    });
    child.on('close', (code) => resolve({ code, lastLine: rest.trim() || lastLine }));
  });
}
