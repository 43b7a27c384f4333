/**
 * Runs the tests of core and tags in real browsers (see web-test-runner.config.mjs), and ends with the line
 * `N passed, N failed`.
 */
import { startTestRunner } from '@web/test-runner';

const runner = await startTestRunner({ autoExitProcess: false });
// The runner has said why it did not start, and ends the process by itself.
runner?.on('stopped', () => {
  let passed = 0;
  let failed = 0;
  const count = ({ tests, suites }) => {
    for (const test of tests) {
      if (test.passed) passed += 1;
      else if (!test.skipped) failed += 1;
    }
    suites.forEach(count);
  };
  for (const session of runner.sessions.all()) {
    if (session.testResults) count(session.testResults);
    // Errors outside a test: the file did not load, a hook failed, the page crashed.
    failed += session.errors.length;
  }
  if (passed + failed === 0 || (failed === 0 && !runner.passed)) failed += 1;
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => runner?.stop());
