import type { Clock } from '../core/base/clock.js';

/** A clock that remembers who is to be called back, so that one who is done with it leaves no callback behind. */
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

  /** Calls every callback off; from now on nobody is called back. */
  end(): void {
    this.#isEnded = true;
    for (const cancel of [...this.#cancels]) cancel();
  }
}
