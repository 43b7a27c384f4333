import type { Clock } from '../../../src/core/base/clock.js';

/** Time that stands still until a test advances it. */
export class FakeClock implements Clock {
  #now: number;
  #setBy = 0;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  /** How many callbacks are pending: 0 when everything was cleaned up. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now + this.#setBy;
  }

  monotonic(): number {
    return this.#now;
  }

  /** Sets the system clock by `ms` (back, when negative) as a user or the system does: no time passes. */
  set(ms: number): void {
    this.#setBy += ms;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, delayMs), callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Lets `ms` pass: calls back whatever is due, in order, each at its own time, and what those schedule in turn. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }

  /** Lets `ms` pass in which the page does not run, starved or asleep: what is due by then is called back late. */
  stall(ms: number): void {
    this.#now += ms;
    this.advance(0);
  }

  #next(end: number): { at: number; callback: () => void } | undefined {
    // A stable sort: of two timers due at the same time the older one comes first.
    return [...this.#timers].filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)[0];
  }
}
