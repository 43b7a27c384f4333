/**
 * Calls back when the page goes away, and never where there is no page. Returns the undo.
 *
 * Whether it goes into the back/forward cache does not matter: `persisted` says that it may, and Chromium says so of pages
 * that it then destroys because they hold a connection or a capture (`notRestoredReasons`: `rtc`, `mediastream`). A page that
 * does come back finds that it left, and may join again.
 */
export function onPageHide(callback: () => void): () => void {
  const page = (globalThis as { window?: Window }).window;
  page?.addEventListener('pagehide', callback);
  return () => {
    page?.removeEventListener('pagehide', callback);
  };
}
