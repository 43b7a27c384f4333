/**
 * Calls back when the page goes away for good: not when it is put into the back/forward cache, and never where there is no
 * page. Returns the undo.
 */
export function onPageHide(callback: () => void): () => void {
  const page = (globalThis as { window?: Window }).window;
  const handlePageHide = (event: PageTransitionEvent): void => {
    if (!event.persisted) callback();
  };
  page?.addEventListener('pagehide', handlePageHide);
  return () => {
    page?.removeEventListener('pagehide', handlePageHide);
  };
}
