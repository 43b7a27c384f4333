import type { ChatMessage } from '../model/snapshot.js';
import type { Clock } from '../base/clock.js';

/** A message that was under way for longer was held up somewhere. */
const LATE_MS = 5000;
/** What was held up and comes within this time comes at once: from whom first says nothing of what was written first. */
const BURST_MS = 5000;

/**
 * Messages that were held up, as those written to a machine that sleeps, and came a moment ago: among themselves they stand by their
 * times. What is in time stays where it came, whatever the sender's clock says.
 */
export class Latecomers {
  readonly #clock: Clock;
  /** When each came, by the monotonic clock; the first first. */
  readonly #arrivals = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a message that comes now; gives which of the others it may stand before. */
  handleMessage(message: ChatMessage): (other: ChatMessage) => boolean {
    const now = this.#clock.monotonic();
    for (const [key, at] of this.#arrivals) {
      if (now - at < BURST_MS) break;
      this.#arrivals.delete(key);
    }
    if (this.#clock.now() - message.at < LATE_MS) return () => false;
    this.#arrivals.set(keyOf(message), now);
    // What one wrote oneself stands in the order in which it was written.
    return (other) => other.from !== message.from && this.#arrivals.has(keyOf(other));
  }
}

function keyOf({ from, id }: ChatMessage): string {
  return JSON.stringify([from, id]);
}
