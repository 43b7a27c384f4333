import type { Clock } from '../../base/clock.js';

const RENEWALS_PER_MINUTE = 2;
const MINUTE_MS = 60_000;

/**
 * What can be wrong with a connected link: nothing arrives, what arrives is not presented, or what is on cannot be
 * sent.
 */
export type LinkFault = 'silent' | 'still' | 'unsent';

/**
 * Renews links that are connected and do not work: at most twice a minute for all faults together, and not a third time
 * for one fault before it was seen to be gone.
 */
export class LinkRenewals {
  readonly #renewLink: (id: string) => void;
  readonly #clock: Clock;
  /** The times of the renewals within the last minute, by participant. */
  readonly #times = new Map<string, number[]>();
  /** The number of renewals that have not helped yet, by participant and fault. */
  readonly #inVain = new Map<string, Record<LinkFault, number>>();

  constructor(renewLink: (id: string) => void, clock: Clock) {
    this.#renewLink = renewLink;
    this.#clock = clock;
  }

  /** Renews a link, within the limits. Returns whether it does. */
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

  /** The link to a participant does not have this fault. */
  handleWell(id: string, fault: LinkFault): void {
    const inVain = this.#inVain.get(id);
    if (inVain !== undefined) inVain[fault] = 0;
  }

  forget(id: string): void {
    this.#times.delete(id);
    this.#inVain.delete(id);
  }
}
