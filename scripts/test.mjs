/**
 * `npm test`: every check and every suite, also after failures. Ends with one line, `N passed, N failed`, summed over
 * the suites; a check that fails counts as one failure.
 */
import { spawn } from 'node:child_process';
import { findFirefox } from '../test/harness/find-firefox.mjs';
import { findBrowser } from './find/browser.mjs';
import { whyNoNetworkLab } from './find/network-lab.mjs';
import { buildLiveKitMeanwhile, findLiveKit, mayHaveLiveKit } from './find/livekit.mjs';
import { findRedis } from './find/redis.mjs';
import { whyNoRegistry } from './find/registry.mjs';

/** The npm scripts to run, one after the other; lanes run beside each other and have one core each. */
const CHECK_LANES = [
  ['lint', 'build:site'],
  ['build', 'build:storybook', 'types', 'unused', 'format:check'],
];
const CHECKS = [...CHECK_LANES.flat(), 'size'];
/** Each ends with its own line `N passed, N failed`. */
const SUITE_LANES = [
  ['test:tooling', 'test:contract'],
  ['test:server', 'test:cluster'],
];
/** Both browsers wait more than they work: another two go beside them. */
const BROWSER_LANES = [['test:browser'], ['test:fuzz', 'test:livekit']];
/** Measurements run alone. */
const SUITE_ALONE = 'test:network';
/** Whole calls wait too: drawn pages, small ones, and visitors without media go beside them. */
const CALL_LANES = [['test:e2e'], ['test:stories', 'test:webkit', 'test:media', 'test:examples']];
const SUITES = [SUITE_LANES, BROWSER_LANES, SUITE_ALONE, CALL_LANES].flat(2);
/** Nothing else waits for LiveKit to be built. */
const NEED_LIVEKIT = new Set(['test:livekit', 'test:media', 'test:network', 'test:e2e']);
/** Of the output of what failed, repeated at the end. */
const SHOWN_LINES = 60;

// Random and endurance suites run longer.
if (process.argv.includes('--long')) process.env.TEST_LONG = '1';

let passed = 0;
let failed = 0;
let skipped = 0;
const failures = [];

// Found once, and installed if necessary, before anything needs it.
process.env.CHROME_PATH = await findBrowser('chromium');
const firefox = await findFirefox();
const redis = findRedis();
const withoutNetworks = whyNoNetworkLab();
// A machine that can test calls by a media server has to, where the tests decide over a change.
if (process.env.CI && mayHaveLiveKit()) process.env.REQUIRE_LIVEKIT ??= '1';
// Minutes of building, where it is not there yet: most suites do not need it.
let livekit = {};
const livekitReady = buildLiveKitMeanwhile().then(() => {
  livekit = lookForLiveKit();
  if (livekit.path !== undefined) process.env.LIVEKIT_SERVER = livekit.path;
});
const withoutExamples = whyNoRegistry();
if (firefox.path !== undefined) process.env.FIREFOX_PATH = firefox.path;

/** The result of each script. */
const outcomes = new Map();

const runLanes = (lanes) => Promise.all(lanes.map((lane) => runInOrder(lane, { isBeside: true })));
await runLanes(CHECK_LANES);
await runInOrder(['size']);
await runLanes(SUITE_LANES);
await runLanes(BROWSER_LANES);
await runInOrder([SUITE_ALONE]);
await runLanes(CALL_LANES);
for (const script of [...CHECKS, ...SUITES]) {
  const { code, output, lastLine } = outcomes.get(script);
  const counts = SUITES.includes(script) ? /^(\d+) passed, (\d+) failed$/.exec(lastLine) : null;
  passed += Number(counts?.[1] ?? 0);
  // A suite that crashes before it can count has failed once.
  const failedHere = Math.max(Number(counts?.[2] ?? 0), code === 0 ? 0 : 1);
  failed += failedHere;
  skipped += Number(/^(\d+) skipped$/m.exec(output)?.[1] ?? 0);
  if (failedHere > 0) failures.push({ script, output });
}

// Where only the end of a long log is kept, the reason has to be in it.
for (const { script, output } of failures) {
  console.log(`\n── the end of what npm run ${script} said\n${linesOf(output).slice(-SHOWN_LINES).join('\n')}`);
}

console.log('\nSeconds:', [...outcomes].map(([script, { seconds }]) => `${script} ${seconds}`).join(', '));
if (firefox.reason !== undefined) console.log(`\nFirefox was NOT tested: ${firefox.reason}.`);
if (redis.reason !== undefined) console.log(`\nSeveral processes were NOT tested: ${redis.reason}.`);
if (livekit.reason !== undefined) console.log(`\nCalls by a media server were NOT tested: ${livekit.reason}.`);
if (withoutNetworks !== null) console.log(`\nCalls through real networks were NOT tested: ${withoutNetworks}.`);
if (skipped > 0) console.log(`\n${skipped} tests were skipped, for the reasons above.`);
if (withoutExamples !== null) console.log(`\nThe examples were NOT tested: ${withoutExamples}.`);
console.log(failures.length > 0 ? `\nFailed: ${failures.map(({ script }) => script).join(', ')}` : '\nAll well.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Without where in Node's runner an error passed by. */
function linesOf(output) {
  const lines = output.trimEnd().split('\n');
  return lines.filter((line) => !/^\s+at .*node:/.test(line));
}

/** Where it is required, the suites that need it fail, and say so. */
function lookForLiveKit() {
  try {
    return findLiveKit();
  } catch (error) {
    return { reason: error.message };
  }
}

/** Runs scripts one after another; in parallel with others, each shows its output at its end. */
async function runInOrder(scripts, { isBeside = false } = {}) {
  for (const script of scripts) {
    if (NEED_LIVEKIT.has(script)) await livekitReady;
    const heading = `\n── npm run ${script}`;
    if (!isBeside) console.log(heading);
    const startedMs = performance.now();
    const { code, output, lastLine } = await run(script, { isShown: !isBeside });
    if (isBeside) console.log(`${heading}\n${output}`);
    outcomes.set(script, { code, output, lastLine, seconds: Math.round((performance.now() - startedMs) / 1000) });
  }
}

/** Runs an npm script, optionally shows its output, and returns its exit code, its output, and the last line of it. */
function run(script, { isShown }) {
  return new Promise((resolve) => {
    const child = spawn(`npm run --silent ${script}${isShown ? '' : ' 2>&1'}`, {
      shell: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (isShown) process.stdout.write(text);
      output += text;
    });
    child.on('close', (code) => {
      const lastLine = output.split('\n').findLast((line) => line.trim() !== '') ?? '';
      resolve({ code, output, lastLine });
    });
  });
}
