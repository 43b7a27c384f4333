import type { Clock } from '../../../base/clock.js';

/** Chosen: the call looks every 2.5 seconds, so that those who fell silent together are all reported by then. */
const TOGETHER_MS = 10_000;

/** What `Restarts` acts by. */
export interface RestartsOptions {
  readonly clock: Clock;
  /** The participants of whom something arrives all the time, unless something is wrong. */
  readonly getHeard: () => readonly string[];
  /** Restarts the connection, which all share. */
  readonly restart: () => void;
  /** Subscribes anew to what one participant sends. */
  readonly renew: (id: string) => void;
}

/**
 * What to restart where nothing arrives of some participants: while others are heard, the connection to the media server
 * works, and is left alone.
 */
export class Restarts {
  readonly #options: RestartsOptions;
  readonly #asked = new Set<string>();
  /** When each was last reported, by the monotonic clock. */
  readonly #silent = new Map<string, number>();

  constructor(options: RestartsOptions) {
    this.#options = options;
  }

  /** The link to a participant is to be restarted. Those of one task are decided of together. */
  ask(id: string): void {
    this.#asked.add(id);
    if (this.#asked.size > 1) return;
    queueMicrotask(() => {
      this.#decide();
    });
  }

  #decide(): void {
    const { clock, getHeard, restart, renew } = this.#options;
    const asked = [...this.#asked];
    this.#asked.clear();
    const now = clock.monotonic();
    for (const id of asked) this.#silent.set(id, now);
    for (const [id, at] of this.#silent) if (now - at > TOGETHER_MS) this.#silent.delete(id);
    if (getHeard().some((id) => !this.#silent.has(id))) {
      for (const id of asked) renew(id);
      return;
    }
    this.#silent.clear();
    restart();
  }
}
