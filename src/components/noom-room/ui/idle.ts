/** What waits for a pause is done by then, where a call leaves the browser none. */
const LONGEST_MS = 2000;

/** Resolves when the browser has nothing better to do. */
export function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: LONGEST_MS });
    else setTimeout(resolve);
  });
}
