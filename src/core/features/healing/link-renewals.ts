import type { Clock } from '../../base/clock.js';

const RENEWALS_PER_MINUTE = 2;
const MINUTE_MS = 60_000;

/** What can be wrong with a way that is up: nothing comes over it, what comes is not presented, or what is on cannot be sent. */
export type LinkFault = 'silent' | 'still' | 'unsent';

/**
 * Makes ways to participants anew that are up and of no use: twice a minute at most, whatever is wrong, and not a third time before
 * that was seen to be well.
 */
export class LinkRenewals {
  readonly #renewLink: (id: string) => void;
  readonly #clock: Clock;
  /** When, by participant, within the last minute. */
  readonly #times = new Map<string, number[]>();
  /** How often in vain, by participant and fault. */
  readonly #inVain = new Map<string, Record<LinkFault, number>>();

  constructor(renewLink: (id: string) => void, clock: Clock) {
    this.#renewLink = renewLink;
    this.#clock = clock;
  }

  /** Returns whether it is made anew. */
  renew(id: string, fault: LinkFault): boolean {
    const now = this.#clock.monotonic();
    const recent = (this.#times.get(id) ?? []).filter((time) => Math.abs(now - time) < MINUTE_MS);
    const inVain = this.#inVain.get(id) ?? { silent: 0, still: 0, unsent: 0 };
    if (recent.length >= RENEWALS_PER_MINUTE || inVain[fault] >= RENEWALS_PER_MINUTE) return false;
    this.#times.set(id, [...recent, now]);
    this.#inVain.set(id, { ...inVain, [fault]: inVain[fault] + 1 });
    this.#renewLink(id);
    return true;
  }

  /** There is nothing of that kind wrong with the way to a participant. */
  handleWell(id: string, fault: LinkFault): void {
    const inVain = this.#inVain.get(id);
    if (inVain !== undefined) inVain[fault] = 0;
  }

  forget(id: string): void {
    this.#times.delete(id);
    this.#inVain.delete(id);
  }
}
