const HOOK = '/test/harness/browser/runner/keep-in-front.ts';

/**
 * Gives a test's page the focus before each test, and again (`bring-to-front`) after a window that the test opened has
 * taken it.
 */
export function bringToFrontPlugin() {
  return {
    name: 'bring-to-front',
    transform({ path, body }) {
      // On the same line, so that a failure still points at the test's own lines.
      return path.endsWith('.test.ts') ? `import ${JSON.stringify(HOOK)};${body}` : undefined;
    },
    async executeCommand({ command, session }) {
      if (command !== 'bring-to-front') return undefined;
      await session.browser.getPage(session.id).bringToFront();
      return true;
    },
  };
}
