import type { Clock } from '../../base/clock.js';
import type { PlaneSignal } from '../plane-signaling.js';

/** The most signals of one participant that are handled in a minute; further ones are dropped. */
export const SIGNALS_PER_MINUTE = { candidate: 1000, description: 120, ask: 60 } as const;
/** Connections made to one participant in a minute, for whatever reason: a browser has some hundred in all for a page's life. */
export const LINKS_PER_MINUTE = 6;

type Counted = keyof typeof SIGNALS_PER_MINUTE | 'link';

const BOUNDS: Readonly<Record<Counted, number>> = { ...SIGNALS_PER_MINUTE, link: LINKS_PER_MINUTE };
const WINDOW_MS = 60_000;

/** Counts what one participant's signals cost this page, in windows of a minute that begin with the first of what is counted. */
export class SignalBudget {
  readonly #clock: Clock;
  readonly #counts = new Map<Counted, number>();
  readonly #ends = new Map<Counted, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one; `false` when there were too many in this minute. */
  take(counted: Counted): boolean {
    const count = this.#counts.get(counted) ?? 0;
    if (count >= BOUNDS[counted]) return false;
    this.#counts.set(counted, count + 1);
    if (count === 0) {
      const end = this.#clock.after(WINDOW_MS, () => this.#counts.delete(counted));
      this.#ends.set(counted, end);
    }
    return true;
  }

  /** Counts a signal by what it holds. */
  takeSignal({ description, candidate }: PlaneSignal): boolean {
    if (description !== undefined) return this.take('description');
    return this.take(candidate === undefined ? 'ask' : 'candidate');
  }

  /** May be called twice. */
  close(): void {
    for (const end of this.#ends.values()) end();
  }
}
