import type { Clock } from '../core/base/clock.js';

/** A clock that remembers its callbacks, so that its owner can end all of them. */
export class Timers implements Clock {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #isEnded = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  after(delayMs: number, callback: () => void): () => void {
    if (this.#isEnded) return () => undefined;
    const cancelTimer = this.#clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      callback();
    });
    const cancel = (): void => {
      this.#cancels.delete(cancel);
      cancelTimer();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  /** Cancels every callback; from now on none is called. */
  end(): void {
    this.#isEnded = true;
    for (const cancel of [...this.#cancels]) cancel();
  }
}
