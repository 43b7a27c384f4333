import type { Clock } from '../../base/clock.js';
import { toCallError } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import type { PlaneSignal, PlaneSignaling } from '../plane-signaling.js';

/** The pause before a refused signal is sent again; it doubles with each refusal in a row, up to the maximum. */
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 8000;
/** A signal that is refused so often is given up; by then its connection is replaced. */
const MAX_ATTEMPTS = 8;
/** Refusals that may pass: a limit, or a restarted server that does not know the other participant yet. */
const PASSING = new Set(['rate-limited', 'not-allowed', 'internal']);

interface Entry {
  readonly order: number;
  readonly signal: PlaneSignal;
  attempts: number;
}

/** The signals that wait for one participant. */
interface Line {
  waiting: Entry[];
  /** How many the server has been given and has not taken yet; while it is away, they wait for it. */
  sending: number;
  pauseMs: number;
  /** Ends the pause; `null` while there is none. */
  cancel: (() => void) | null;
}

/** What an outbox needs of its surroundings. */
export interface OutboxOptions {
  signaling: Pick<PlaneSignaling, 'send'>;
  clock: Clock;
  logger: Logger;
}

/**
 * Signals to the other participants: refused ones are sent again after a pause, in order, for as long as they are
 * useful.
 */
export class SignalOutbox {
  readonly #options: OutboxOptions;
  readonly #lines = new Map<string, Line>();
  #count = 0;
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  send(to: string, signal: PlaneSignal): void {
    // A connection may report once more what was under way when the call was left.
    if (this.#isClosed) return;
    const line = this.#lines.get(to) ?? { waiting: [], sending: 0, pauseMs: FIRST_PAUSE_MS, cancel: null };
    this.#lines.set(to, line);
    // Signals of older connections are useless now.
    line.waiting = line.waiting.filter((entry) => generationOf(entry.signal) >= generationOf(signal));
    const entry = { order: (this.#count += 1), signal, attempts: 0 };
    if (line.cancel === null) void this.#transmit(to, line, entry);
    else line.waiting.push(entry);
  }

  /** Whether signals have not reached the server yet. */
  isWaiting(to: string): boolean {
    const { waiting, sending } = this.#lines.get(to) ?? { waiting: [], sending: 0 };
    return waiting.length + sending > 0;
  }

  /** The participant is gone: nothing is sent to them any more. */
  forget(to: string): void {
    this.#lines.get(to)?.cancel?.();
    this.#lines.delete(to);
  }

  /** May be called twice. */
  close(): void {
    this.#isClosed = true;
    for (const to of [...this.#lines.keys()]) this.forget(to);
  }

  async #transmit(to: string, line: Line, entry: Entry): Promise<void> {
    const { signaling, logger } = this.#options;
    line.sending += 1;
    try {
      await signaling.send(to, entry.signal).finally(() => (line.sending -= 1));
      line.pauseMs = FIRST_PAUSE_MS;
    } catch (error) {
      if (this.#lines.get(to) !== line) return;
      const { code } = toCallError(error);
      // The connection to the server broke: the seat sends again once it is back. A duplicate does no harm.
      if (code === 'signaling-unreachable') await this.#transmit(to, line, entry);
      else if (PASSING.has(code) && (entry.attempts += 1) < MAX_ATTEMPTS) this.#hold(to, line, entry);
      else logger.info(`signal to ${to} not sent`, error);
    }
  }

  #hold(to: string, line: Line, entry: Entry): void {
    line.waiting = [...line.waiting, entry].sort((one, other) => one.order - other.order);
    line.cancel ??= this.#options.clock.after(line.pauseMs, () => {
      line.cancel = null;
      line.pauseMs = Math.min(2 * line.pauseMs, MAX_PAUSE_MS);
      for (const each of line.waiting.splice(0)) void this.#transmit(to, line, each);
    });
  }
}

function generationOf({ generation = 1 }: PlaneSignal): number {
  return generation;
}
