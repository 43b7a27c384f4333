import type { Clock } from '../../base/clock.js';

/** The time in which remedies are counted. */
export const MINUTE_MS = 60_000;

/**
 * What can be wrong with a connected link: nothing arrives, the pictures of a camera alone do not, what arrives is not
 * presented, or what is on cannot be sent.
 */
export type LinkFault = 'silent' | 'stalled' | 'still' | 'unsent';

/** What is done about a fault: an ICE restart, which disturbs nothing that works, or a new connection. */
type Remedy = 'restart' | 'renew';

/** What is tried in turn. Senders that refuse what is on are not another path's: only a new connection has other ones. */
const REMEDIES: Readonly<Record<LinkFault, readonly Remedy[]>> = {
  silent: ['restart', 'renew', 'renew'],
  stalled: ['restart', 'renew', 'renew'],
  still: ['restart', 'renew', 'renew'],
  unsent: ['renew', 'renew'],
};
/** What cannot be sent is reported once each time, and nothing tells that it is sent again: after this, the next is a new one. */
const AFRESH_MS = 300_000;
/** For all faults of one link together. Where no more restarts are left, a new connection is next. */
const MOST_PER_MINUTE: Readonly<Record<Remedy, number>> = { restart: 2, renew: 2 };

/** What became of a fault: a remedy is tried, it is for later, or none is left. */
export type Outcome = 'tried' | 'later' | 'given-up';

/** What `LinkRenewals` acts by. */
export interface LinkRenewalsOptions {
  clock: Clock;
  /** Whether the server can be reached: without it a connection that is closed is not replaced. */
  isReachable: () => boolean;
  restart: (id: string) => void;
  renew: (id: string) => void;
  /** Nothing more is tried by itself, and pictures or sound do not arrive; called each time that is seen. */
  handleGivenUp: (id: string) => void;
  /** What was given up works again. */
  handleMended: (id: string) => void;
}

interface Case {
  /** What was tried within the last minute. */
  tried: { readonly remedy: Remedy; readonly at: number }[];
  /** How many remedies in a row have not helped. */
  readonly inVain: Record<LinkFault, number>;
  readonly givenUp: Set<LinkFault>;
  /** Whether it was tried by hand, or once more, and has not worked since. */
  isTriedInVain: boolean;
  unsentAt: number;
}

/**
 * Mends links that are connected and do not work: by an ICE restart, then by a new connection, twice a minute at most
 * for all faults together. What that does not mend is given up until it is seen to work, or is tried once more.
 */
export class LinkRenewals {
  readonly #options: LinkRenewalsOptions;
  readonly #cases = new Map<string, Case>();

  constructor(options: LinkRenewalsOptions) {
    this.#options = options;
  }

  /** A link has a fault, also after what was tried before. */
  handleFault(id: string, fault: LinkFault): Outcome {
    const { clock, isReachable, handleGivenUp } = this.#options;
    const known = this.#caseOf(id);
    const remedies = REMEDIES[fault];
    if (fault === 'unsent') {
      const now = clock.monotonic();
      if (now - known.unsentAt >= AFRESH_MS) known.inVain.unsent = 0;
      known.unsentAt = now;
    }
    if (known.inVain[fault] >= remedies.length) {
      // What cannot be sent does not show on the tile of the participant, whose pictures and sound may be well.
      if (fault !== 'unsent') {
        known.givenUp.add(fault);
        handleGivenUp(id);
      }
      return 'given-up';
    }
    const index = remedies.findIndex((remedy, place) => place >= known.inVain[fault] && this.#isLeft(known, remedy));
    const remedy = remedies[index];
    // A restart waits for the server by itself, over the connection there is.
    if (remedy === undefined || (remedy === 'renew' && !isReachable())) return 'later';
    known.tried.push({ remedy, at: clock.monotonic() });
    known.inVain[fault] = index + 1;
    this.#options[remedy](id);
    return 'tried';
  }

  /** The network is another one: a link that is up is restarted before it is seen to be broken. */
  handleMoved(id: string): void {
    const known = this.#caseOf(id);
    if (!this.#isLeft(known, 'restart')) return;
    known.tried.push({ remedy: 'restart', at: this.#options.clock.monotonic() });
    this.#options.restart(id);
  }

  /** The link to a participant does not have this fault. */
  handleWell(id: string, fault: LinkFault): void {
    const known = this.#cases.get(id);
    if (known === undefined) return;
    known.inVain[fault] = 0;
    const wasGivenUp = known.givenUp.delete(fault) || known.isTriedInVain;
    known.isTriedInVain = false;
    if (wasGivenUp && known.givenUp.size === 0) this.#options.handleMended(id);
  }

  /** A link that had failed was tried once more, and is still not up: what arrives over it tells that it works. */
  handleVain(id: string): void {
    this.#caseOf(id).isTriedInVain = true;
  }

  /** Whether a link has failed, and may be connected nevertheless. */
  isGivenUp(id: string): boolean {
    const known = this.#cases.get(id);
    return known !== undefined && (known.givenUp.size > 0 || known.isTriedInVain);
  }

  /** Everything may be tried anew. */
  forget(id: string): void {
    this.#cases.delete(id);
  }

  /** Whether a remedy may be tried within this minute. */
  #isLeft(known: Case, remedy: Remedy): boolean {
    const now = this.#options.clock.monotonic();
    known.tried = known.tried.filter(({ at }) => now - at < MINUTE_MS);
    return known.tried.filter((each) => each.remedy === remedy).length < MOST_PER_MINUTE[remedy];
  }

  #caseOf(id: string): Case {
    const known = this.#cases.get(id) ?? {
      tried: [],
      inVain: { silent: 0, stalled: 0, still: 0, unsent: 0 },
      givenUp: new Set<LinkFault>(),
      isTriedInVain: false,
      unsentAt: -Infinity,
    };
    this.#cases.set(id, known);
    return known;
  }
}
