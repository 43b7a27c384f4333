/**
 * Calls back when the page goes away for good, and never where there is no page. Returns the undo.
 *
 * `persisted` only says that the page may be put into the back/forward cache. Chromium says so of calls too and then destroys
 * them, because they hold a connection or a capture (`notRestoredReasons`: `rtc`, `mediastream`), without another word: what
 * tells them is that the page is hidden at once.
 */
export function onPageHide(callback: () => void): () => void {
  const page = (globalThis as { window?: Window }).window;
  const gone = new AbortController();
  const handlePageHide = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || page?.document.visibilityState === 'hidden') callback();
    else page?.document.addEventListener('visibilitychange', callback, { once: true, signal: gone.signal });
  };
  page?.addEventListener('pagehide', handlePageHide, { signal: gone.signal });
  return () => {
    gone.abort();
  };
}

/** Calls back each time the browser says that there is a network again, until `signal` is aborted. */
export function onPageOnline(callback: () => void, signal: AbortSignal): void {
  (globalThis as { window?: Window }).window?.addEventListener('online', callback, { signal });
}
