const HOOK = '/test/harness/browser/runner/fail-on-console.ts';

/**
 * Inserts `fail-on-console.ts` before every browser test, so that a warning or an error on the console fails its file.
 */
export function failOnConsolePlugin() {
  return {
    name: 'fail-on-console',
    transform({ path, body }) {
      // On the same line, so that a failure still points at the test's own lines.
      return path.endsWith('.test.ts') ? `import ${JSON.stringify(HOOK)};${body}` : undefined;
    },
  };
}
