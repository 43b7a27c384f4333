import { toCallError } from '../../base/errors.js';
import type { MovingContext } from './moving-context.js';

/**
 * Chosen: when nothing more has arrived for so long, it is told whose media lacks. Well within what the server waits
 * without progress, and more than a busy machine takes for its first pictures.
 */
const PATIENCE_MS = 4000;
/** A page that runs looks more often: it was asleep, or starved, and what has arrived waits for its turn. */
const LATE_MS = 500;

/** Tells the server, in one move, what has arrived over the next plane. */
export class ArrivalReports {
  readonly #epoch: number;
  readonly #context: Pick<MovingContext, 'seat' | 'clock'>;
  #told: string | null = null;
  /** Whose media lacks, and for how long no more has arrived while the page ran. */
  #lacking = '';
  #waitedMs = 0;
  /** By the monotonic clock. */
  #lookedAt: number;

  constructor(epoch: number, context: Pick<MovingContext, 'seat' | 'clock'>) {
    this.#epoch = epoch;
    this.#context = context;
    this.#lookedAt = context.clock.monotonic();
  }

  /**
   * @param serial the number of the last statement; `null` while the server has none of this participant's own.
   * @param cold those of whom a source has not arrived, once for each.
   * @returns whether something is told now.
   */
  look(serial: number | null, cold: readonly string[]): boolean {
    const { seat, clock } = this.#context;
    const now = clock.monotonic();
    const lacking = cold.join();
    const passedMs = now - this.#lookedAt;
    // In a hidden page, whose timers the browser holds back, all time counts.
    this.#waitedMs += document.hidden ? passedMs : Math.min(passedMs, LATE_MS);
    this.#lookedAt = now;
    if (lacking !== this.#lacking || serial === null) this.#waitedMs = 0;
    this.#lacking = lacking;
    const without = [...new Set(cold)];
    const statement = `${String(serial)} ${without.join()}`;
    const isPatient = without.length > 0 && this.#waitedMs < PATIENCE_MS;
    if (serial === null || isPatient || statement === this.#told) return false;
    this.#told = statement;
    const payload = { epoch: this.#epoch, serial, ...(without.length > 0 && { without }) };
    seat.request('media:ready', payload).catch((error: unknown) => {
      // The move is over, or the connection to the server was lost: then it is said again.
      if (toCallError(error).code !== 'not-allowed' && this.#told === statement) this.#told = null;
    });
    return true;
  }
}
