/**
 * Calls back when the page goes away permanently; never where there is no `window`. Returns a function that undoes it.
 *
 * `persisted` only says that the page may be put into the back/forward cache. Chromium sets it for pages with a call
 * too and then destroys them without another event, because they hold a connection or a capture (`notRestoredReasons`:
 * `rtc`, `mediastream`). What identifies such a page is that it becomes `hidden` at once.
 */
export function onPageHide(callback: () => void): () => void {
  const page = (globalThis as { window?: Window }).window;
  const gone = new AbortController();
  let isLeaving = false;
  const handlePageHide = ({ persisted }: PageTransitionEvent): void => {
    isLeaving = persisted && page?.document.visibilityState !== 'hidden';
    if (!isLeaving) callback();
  };
  const options = { signal: gone.signal };
  page?.addEventListener('pagehide', handlePageHide, options);
  // Back from the cache without having been hidden: a tab that is switched later on does not leave.
  page?.addEventListener('pageshow', () => (isLeaving = false), options);
  const handleVisibility = (): void => {
    if (!isLeaving || page?.document.visibilityState !== 'hidden') return;
    isLeaving = false;
    callback();
  };
  page?.document.addEventListener('visibilitychange', handleVisibility, options);
  return () => {
    gone.abort();
  };
}

/** Calls back each time the browser says that there is a network again, until `signal` is aborted. */
export function onPageOnline(callback: () => void, signal: AbortSignal): void {
  (globalThis as { window?: Window }).window?.addEventListener('online', callback, { signal });
}

const PULSE_MS = 5000;
/**
 * A longer delay than that of a timer in a busy page or a hidden tab. Where a browser throttles more, the callback is
 * only called once too often.
 */
const ASLEEP_MS = 5000;

/**
 * Calls back when the page may have missed something: it is online again, visible again, back from the back/forward
 * cache or from being frozen, or its machine was asleep, which only late timers show. Never where there is no `window`.
 * Returns a function that undoes it.
 *
 * @param callback without an event where timers alone show it: those of a page that gets no processor time are as late.
 */
export function onPageWake(callback: (event?: Event) => void): () => void {
  const page = (globalThis as { window?: Window }).window;
  if (page === undefined) return () => undefined;
  const { document } = page;
  const gone = new AbortController();
  const options = { signal: gone.signal };
  page.addEventListener('online', callback, options);
  page.addEventListener('pageshow', (event) => event.persisted && callback(event), options);
  document.addEventListener('visibilitychange', (event) => document.hidden || callback(event), options);
  document.addEventListener('resume', callback, options);
  // By `Date.now()`: the monotonic clock stands still while some systems are asleep.
  let struckAt = Date.now();
  const pulse = setInterval(() => {
    const lateMs = Date.now() - struckAt - PULSE_MS;
    struckAt = Date.now();
    if (lateMs > ASLEEP_MS) callback();
  }, PULSE_MS);
  return () => {
    clearInterval(pulse);
    gone.abort();
  };
}
