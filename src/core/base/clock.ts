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
