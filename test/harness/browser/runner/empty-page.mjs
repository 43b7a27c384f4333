/** What is shown between two test files. */
const PATH = '/__noom-empty__';

/**
 * A page that stays at its origin. The runner goes to `about:blank` after each file, so that nothing of it goes on; for
 * that Chromium starts a process, and another one for the next file, which together take longer than most files. An
 * empty page of the tests' own origin ends the file as well.
 */
export async function createPage({ context, config: { protocol, hostname, port } }) {
  const page = await context.newPage();
  const go = page.goto.bind(page);
  page.goto = (url, options) => go(url === 'about:blank' ? `${protocol}//${hostname}:${port}${PATH}` : url, options);
  return page;
}

/** Serves the empty page. */
export function serveEmptyPage(context, next) {
  if (context.path !== PATH) return next();
  context.type = 'html';
  context.body = '<!doctype html><title>Between two files</title>';
}
