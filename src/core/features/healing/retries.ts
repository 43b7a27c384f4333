import { afterRunning } from '../../base/clock.js';
import type { CallContext } from '../../model/call-context.js';
import type { LinkState } from '../../model/snapshot.js';

/** After this, a connection that is made anew counts as failed once more. */
const PATIENCE_MS = 20_000;
const MINUTE_MS = 60_000;
/** Of one link, by hand, by the network's return and by itself together: each costs both sides a connection. */
const MOST_PER_MINUTE = 3;
/** The pause before what has failed is tried by itself: it doubles with each time in vain, up to the longest. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 300_000;

/** What `Retries` acts by. */
export interface RetriesOptions extends Pick<CallContext, 'getSnapshot' | 'apply' | 'clock'> {
  renew: (id: string) => void;
  /** What was tried has not helped in time. */
  handleVain: (id: string) => void;
}

interface Case {
  /** The state as the plane told it last; `null` where it has told nothing yet. */
  plane: LinkState | null;
  /** When it was tried within the last minute. */
  tried: number[];
  /** How often in a row it was tried by itself. */
  inVain: number;
  /** Whether the next try waits for the server. */
  isHeld: boolean;
  /** Whether a try is under way. */
  isTrying: boolean;
  /** Ends the patience with a try, or the pause before the next one; `null` while there is neither. */
  cancel: (() => void) | null;
}

/**
 * Links that have failed and that the plane does not try by itself, since it takes them for connected: they are tried
 * by hand, when the network is back, and at a slow pace, until they work or the participant leaves.
 */
export class Retries {
  readonly #options: RetriesOptions;
  readonly #cases = new Map<string, Case>();

  constructor(options: RetriesOptions) {
    this.#options = options;
  }

  /** Tries a link again by hand: now, or as soon as the server can be reached. It is shown as under way. */
  begin(id: string): void {
    const { apply } = this.#options;
    const known = this.#caseOf(id);
    known.inVain = 0;
    apply({ type: 'connection', id, connection: 'interrupted' });
    this.#try(id, known);
  }

  /** A link was given up: it is tried by itself from time to time. */
  handleGivenUp(id: string): void {
    const known = this.#caseOf(id);
    if (known.cancel === null && !known.isHeld) this.#pause(id, known);
  }

  /** What had failed works. */
  handleMended(id: string): void {
    const known = this.#cases.get(id);
    if (known === undefined) return;
    known.inVain = 0;
    stop(known);
  }

  /** The plane has told the state of a link: where it is not up, the plane goes on trying. */
  handleLink(id: string, state: LinkState): void {
    const known = this.#caseOf(id);
    known.plane = state;
    if (state === 'connected' || state === 'failed') stop(known);
  }

  /** The network is back, or another one: what has failed begins anew. */
  handleNetwork(): void {
    for (const { id, isLocal, connection } of this.#options.getSnapshot().participants)
      if (!isLocal && connection === 'failed' && this.#isIdle(this.#caseOf(id))) this.begin(id);
  }

  /** The server can be reached again. */
  handleAdmitted(): void {
    for (const [id, known] of this.#cases) if (known.isHeld) this.#try(id, known);
  }

  /** The participant has left. */
  forget(id: string): void {
    const known = this.#cases.get(id);
    if (known !== undefined) stop(known);
    this.#cases.delete(id);
  }

  /** May be called twice. */
  close(): void {
    for (const id of [...this.#cases.keys()]) this.forget(id);
  }

  /** Whether nothing tries this link at the moment. */
  #isIdle(known: Case): boolean {
    return isForUs(known) && !known.isTrying && !known.isHeld;
  }

  #try(id: string, known: Case): void {
    const { getSnapshot, clock, renew } = this.#options;
    stop(known);
    known.isHeld = getSnapshot().state !== 'joined';
    if (known.isHeld) return;
    known.isTrying = true;
    const now = clock.monotonic();
    known.tried = known.tried.filter((at) => now - at < MINUTE_MS);
    // Ahead of the try, which may end at once. What is too often is tried by itself later on.
    const handleVain = (): void => {
      this.#handleVain(id, known);
    };
    known.cancel = afterRunning(PATIENCE_MS, handleVain, clock);
    if (known.tried.length >= MOST_PER_MINUTE) return;
    known.tried.push(now);
    renew(id);
  }

  #handleVain(id: string, known: Case): void {
    const { getSnapshot, apply, handleVain } = this.#options;
    const { connection } = getSnapshot().participants.find((each) => each.id === id) ?? {};
    stop(known);
    if (connection === undefined || connection === 'connected') return;
    if (connection === 'interrupted') apply({ type: 'connection', id, connection: 'failed' });
    handleVain(id);
    this.#pause(id, known);
  }

  #pause(id: string, known: Case): void {
    const { clock } = this.#options;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** known.inVain, LONGEST_PAUSE_MS);
    known.cancel = clock.after(pauseMs, () => {
      known.cancel = null;
      if (!isForUs(known)) return;
      known.inVain += 1;
      this.#try(id, known);
    });
  }

  #caseOf(id: string): Case {
    const known = this.#cases.get(id) ?? { plane: null, tried: [], inVain: 0, ...IDLE };
    this.#cases.set(id, known);
    return known;
  }
}

const IDLE = { isHeld: false, isTrying: false, cancel: null } as const;

/** Whether nothing else tries this link. */
function isForUs({ plane }: Case): boolean {
  return plane === null || plane === 'connected';
}

function stop(known: Case): void {
  known.cancel?.();
  Object.assign(known, IDLE);
}
