import type { Clock } from '../base/clock.js';
import { PeerAllowance } from '../base/peer-allowance.js';
import { MAX_OFFERED_FILES } from './file-wire.js';
import type { SentFile } from './sent-file.js';

/**
 * Which files of the local participant are offered to whom, and when: so many at once as a receiver shows, and as many
 * in ten seconds. The others follow as those are answered; the newest are first, of which a newcomer has heard.
 */
export class PendingOffers {
  readonly #getSent: () => readonly SentFile[];
  readonly #allowance: PeerAllowance;
  /** Whom something waits for, that only time holds back. */
  readonly #held = new Set<string>();

  constructor(getSent: () => readonly SentFile[], clock: Clock) {
    this.#getSent = getSent;
    this.#allowance = new PeerAllowance(clock, MAX_OFFERED_FILES);
  }

  /** Whether some wait for time to pass, and not only for an answer. */
  get isHeld(): boolean {
    return this.#held.size > 0;
  }

  /** Whether one of these has a place for one more; where there is nobody, whether not too many wait for a newcomer. */
  hasPlace(ids: readonly string[]): boolean {
    if (ids.length > 0) return ids.some((id) => this.#countPlaces(id) > 0);
    return this.#getSent().filter(({ recipients }) => recipients.length === 0).length < MAX_OFFERED_FILES;
  }

  /** Offers to a participant what they were not offered yet, as far as they have places. */
  offerTo(id: string, name: string): void {
    const pending = this.#getSent().filter((file) => file.awaits(id));
    const places = Math.max(0, this.#countPlaces(id));
    this.#held.delete(id);
    for (const file of pending.slice(Math.max(0, pending.length - places))) {
      if (!this.#allowance.spend(id, 0)) {
        this.#held.add(id);
        return;
      }
      file.offerTo(id, name);
    }
  }

  /** A participant is no longer in the room; `isLost` says that they lost the connection, and so may come back. */
  handleGone(id: string, isLost: boolean): void {
    this.#held.delete(id);
    if (!isLost) this.#allowance.forget(id);
  }

  #countPlaces(id: string): number {
    return MAX_OFFERED_FILES - this.#getSent().filter((file) => file.isOpenFor(id)).length;
  }
}
