import type { Clock } from '../../core/base/clock.js';

/** What `Lives` needs. */
export interface LivesOptions {
  clock: Clock;
  graceMs: number;
}

/** How long a life that was ended for all is remembered: as long as a ticket is valid. */
const ENDED_MS = 24 * 60 * 60_000;
/** How many of them are remembered; beyond that, the earliest is forgotten. */
const MAX_ENDED = 4096;

/**
 * The lives of rooms that are over in this process: a participant who lost the connection before may not know yet. And
 * whether this process started so recently that a life without a record may have begun before it.
 */
export class Lives {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #startedAt: number;
  /** Lives that are over, for the grace time; until when, by the monotonic clock, the earliest first. */
  readonly #over = new Map<string, number>();
  /** Alike, those that were ended for all. */
  readonly #ended = new Map<string, number>();

  constructor({ clock, graceMs }: LivesOptions) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#startedAt = clock.monotonic();
  }

  /** A life is over: it was ended for all, or its last participant left. */
  handleOver(life: string, how: 'ended' | 'over'): void {
    this.#remember(this.#over, life, this.#graceMs);
    if (how === 'ended') this.#remember(this.#ended, life, ENDED_MS);
    const [earliest = life] = this.#ended.keys();
    if (this.#ended.size > MAX_ENDED) this.#ended.delete(earliest);
  }

  /** Whether a life was ended for all, within the last day. */
  wasEnded(life: string): boolean {
    return (this.#ended.get(life) ?? -Infinity) > this.#clock.monotonic();
  }

  /**
   * Until when, by the monotonic clock, a life may be adopted that this process finds no record of; `null` when it may
   * not.
   */
  adoptableUntil(life: string): number | null {
    const until = this.#startedAt + this.#graceMs;
    return this.#clock.monotonic() < until && !this.#over.has(life) ? until : null;
  }

  #remember(lives: Map<string, number>, life: string, ms: number): void {
    const now = this.#clock.monotonic();
    for (const [each, forgetAt] of lives) {
      if (forgetAt > now) break;
      lives.delete(each);
    }
    lives.delete(life);
    lives.set(life, now + ms);
  }
}
