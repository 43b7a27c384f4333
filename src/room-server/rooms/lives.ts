import type { Clock } from '../../core/base/clock.js';

/** What `Lives` needs. */
export interface LivesOptions {
  clock: Clock;
  graceMs: number;
}

interface Over {
  readonly how: 'ended' | 'over';
  readonly forgetAt: number;
}

/**
 * The lives of rooms that are over in this process, remembered for the grace time: a participant who lost the
 * connection before may not know yet. And whether this process started so recently that a life without a record may
 * have begun before it.
 */
export class Lives {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #startedAt: number;
  /** The earliest ended first. */
  readonly #over = new Map<string, Over>();

  constructor({ clock, graceMs }: LivesOptions) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#startedAt = clock.monotonic();
  }

  /** A life is over: it was ended for all, or its last participant left. */
  handleOver(life: string, how: Over['how']): void {
    const now = this.#clock.monotonic();
    for (const [each, { forgetAt }] of this.#over) {
      if (forgetAt > now) break;
      this.#over.delete(each);
    }
    this.#over.delete(life);
    this.#over.set(life, { how, forgetAt: now + this.#graceMs });
  }

  /** Whether a life was ended for all a moment ago. */
  wasEnded(life: string): boolean {
    const over = this.#over.get(life);
    return over?.how === 'ended' && over.forgetAt > this.#clock.monotonic();
  }

  /**
   * Until when, by the monotonic clock, a life may be adopted that this process finds no record of; `null` when it may
   * not.
   */
  adoptableUntil(life: string): number | null {
    const until = this.#startedAt + this.#graceMs;
    return this.#clock.monotonic() < until && !this.#over.has(life) ? until : null;
  }
}
