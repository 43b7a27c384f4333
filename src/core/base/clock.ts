/** Time, passed in so that a test can control it. */
export interface Clock {
  /** Milliseconds since the epoch, for what is shown or sent: the system may set it forward or back at any time. */
  now(): number;
  /** Milliseconds since some moment, for durations: it never goes back and never jumps. */
  monotonic(): number;
  /** Calls back once after `delayMs`; the returned function cancels it and may be called at any time. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Calls back every `intervalMs` until the returned function is called. */
export function every(clock: Clock, intervalMs: number, callback: () => void): () => void {
  let cancel = clock.after(intervalMs, tick);
  function tick(): void {
    cancel = clock.after(intervalMs, tick);
    callback();
  }
  return () => {
    cancel();
  };
}

/** A page that is not asleep and not starved runs a timer of this within some milliseconds, unless it is hidden. */
const SLICE_MS = 500;

/**
 * Calls back once the page has run for `delayMs`, so that a patience with others does not end while it is this page
 * that is slow: a timer that fires late says that it got no processor time, or was asleep, and by then answers may
 * wait for their turn. In a hidden page, whose timers the browser holds back, all time counts.
 */
export function afterRunning(delayMs: number, callback: () => void, clock: Clock = systemClock): () => void {
  const sliceMs = Math.min(delayMs, SLICE_MS);
  const startedAt = clock.monotonic();
  let cancel = clock.after(sliceMs, () => {
    const isHidden = (globalThis as { document?: Document }).document?.hidden;
    const ranMs = isHidden ? clock.monotonic() - startedAt : sliceMs;
    if (ranMs < delayMs) cancel = afterRunning(delayMs - ranMs, callback, clock);
    else callback();
  });
  return () => {
    cancel();
  };
}
