/** The longest wait, for calls that leave the browser no idle time. */
const LONGEST_MS = 2000;

/** Resolves when the browser is idle, and after `longestMs` at the latest. */
export function idle(longestMs = LONGEST_MS): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: longestMs });
    else setTimeout(resolve);
  });
}
