import type { Clock } from '../../base/clock.js';

/** Allows a number of things in any window of time, by key; for each key it remembers as many times. */
export class Allowance {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #windowMs: number;
  readonly #times = new Map<string, number[]>();

  constructor(clock: Clock, most: number, windowMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** Counts one, if it is within the limit. Returns whether it is. */
  spend(key: string): boolean {
    const now = this.#clock.monotonic();
    const recent = (this.#times.get(key) ?? []).filter((time) => now - time < this.#windowMs);
    const isWithin = recent.length < this.#most;
    if (isWithin) recent.push(now);
    this.#times.set(key, recent);
    return isWithin;
  }

  /** Forgets a participant who has left. */
  forget(key: string): void {
    this.#times.delete(key);
  }
}
