import type { ChatMessage } from '../model/snapshot.js';
import type { Clock } from '../base/clock.js';
import { keyOf } from './chat-log.js';

/** A message that was under way for longer counts as delayed. */
const LATE_MS = 5000;
/** Delayed messages that arrive within this time count as one burst, whose order of arrival means nothing. */
const BURST_MS = 5000;

/**
 * Sorts delayed messages of one burst, such as those sent to a sleeping machine, by the time they were written. Other
 * messages stay in order of arrival, whatever the sender's clock says.
 */
export class DelayedMessages {
  readonly #clock: Clock;
  /** When each arrived, by the monotonic clock; the oldest first. */
  readonly #arrivals = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Records a message that arrives now. Returns before which other messages it may be inserted. */
  handleMessage(message: ChatMessage): (other: ChatMessage) => boolean {
    const now = this.#clock.monotonic();
    for (const [key, at] of this.#arrivals) {
      if (now - at < BURST_MS) break;
      this.#arrivals.delete(key);
    }
    if (this.#clock.now() - message.at < LATE_MS) return () => false;
    this.#arrivals.set(keyOf(message), now);
    // Messages of one sender are never reordered: they arrive in the order in which they were written.
    return (other) => other.from !== message.from && this.#arrivals.has(keyOf(other));
  }
}
