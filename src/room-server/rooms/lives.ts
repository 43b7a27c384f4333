import type { Clock } from '../../core/base/clock.js';

/** What lives go by. */
export interface LivesOptions {
  clock: Clock;
  graceMs: number;
}

interface Over {
  readonly how: 'ended' | 'over';
  readonly forgetAt: number;
}

/**
 * The lives of rooms that are over here, remembered for the grace time: a participant who lost the connection before may not know
 * yet. And whether this process began so shortly ago that a life it knows nothing of may have been going on before it.
 */
export class Lives {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #startedAt: number;
  /** The longest over first. */
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
   * Until when, by the monotonic clock, a life may be gone on with of which this process finds no record; `null` when it may not.
   */
  adoptableUntil(life: string): number | null {
    const until = this.#startedAt + this.#graceMs;
    return this.#clock.monotonic() < until && !this.#over.has(life) ? until : null;
  }
}
