/**
 * Runs the tests of core and tags in real browsers (see web-test-runner.config.mjs), says which were skipped and why,
 * what failed, and ends with the line `N passed, N failed`.
 */
import { startTestRunner } from '@web/test-runner';
import { findFirefox } from '../test/harness/find-firefox.mjs';

const { reason } = await findFirefox();
const runner = await startTestRunner({ autoExitProcess: false });
// The runner has said why it did not start, and ends the process by itself.
runner?.on('stopped', () => {
  let passed = 0;
  let leftOut = 0;
  const failures = [];
  const count = ({ tests, suites }, where) => {
    for (const test of tests) {
      if (test.skipped) {
        console.log(`Left out in ${where}: ${test.name}`);
        leftOut += 1;
      } else if (test.passed) passed += 1;
      else failures.push(`${where}: ${test.name}\n${test.error?.message ?? 'no reason given'}`);
    }
    for (const suite of suites) count(suite, `${where}, ${suite.name}`);
  };
  for (const session of runner.sessions.all()) {
    if (session.testResults) count(session.testResults, session.browser.name);
    // Errors outside a test: the file did not load, a hook failed, the page crashed.
    for (const { message } of session.errors) failures.push(`${session.browser.name}, ${session.testFile}\n${message}`);
  }
  let failed = failures.length;
  if (passed + failed === 0 || (failed === 0 && !runner.passed)) failed += 1;
  if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.join('\n\n')}\n`);
  if (reason !== undefined) console.log(`Firefox was NOT tested: ${reason}.`);
  if (leftOut > 0) console.log(`${leftOut} left out, as said above`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => runner?.stop());
