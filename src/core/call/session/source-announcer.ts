import type { Clock } from '../../base/clock.js';
import { toCallError, type CallErrorCode } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import type { SourceFlags } from '../../../protocol/protocol.js';

/** The pause before refused sources are sent again, doubling each time: limits have windows of seconds to a minute. */
const PAUSE_MS = { first: 1000, most: 16_000 };
/** Refusals that are not about the sources themselves: the server may accept them the next time. */
const PASSING: readonly CallErrorCode[] = ['rate-limited', 'signaling-unreachable', 'internal'];

/** What announcing sources needs. */
export interface SourceAnnouncerOptions {
  tell(sources: SourceFlags): Promise<unknown>;
  /** Which are on; `null` while there is no seat. */
  getSources(): SourceFlags | null;
  clock: Clock;
  logger: Logger;
}

/**
 * Tells the server which local sources are on: one request at a time, always the newest state, and again after a pause
 * when the server refused it, so that the other participants never stay with an outdated state.
 */
export class SourceAnnouncer {
  readonly #options: SourceAnnouncerOptions;
  /** As JSON; empty while it is not known what has arrived. */
  #told = '';
  #isTelling = false;
  #isClosed = false;
  #pauseMs = PAUSE_MS.first;
  #cancelPause: (() => void) | null = null;

  constructor(options: SourceAnnouncerOptions) {
    this.#options = options;
  }

  /** The request to join carries these. */
  handleJoining(sources: Partial<SourceFlags>): void {
    this.#told = JSON.stringify(sources);
  }

  /** Sources may have changed, or there is a seat again. Resolves when nothing more is to be told now. */
  async update(): Promise<void> {
    if (this.#isTelling || this.#cancelPause !== null || this.#isClosed) return;
    const sources = this.#options.getSources();
    const telling = JSON.stringify(sources);
    const before = this.#told;
    if (sources === null || before === telling) return;
    this.#isTelling = true;
    this.#told = telling;
    try {
      await this.#options.tell(sources);
      this.#pauseMs = PAUSE_MS.first;
    } catch (error) {
      this.#options.logger.info('sources not told', error);
      const { code } = toCallError(error);
      if (PASSING.includes(code)) {
        // Unless a return to the room has sent newer ones meanwhile. What was not answered may have arrived, or not.
        if (this.#told === telling) this.#told = code === 'signaling-unreachable' ? '' : before;
        this.#pause();
      }
    }
    this.#isTelling = false;
    // They may have changed meanwhile.
    void this.update();
  }

  /** Stops sending. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#cancelPause?.();
  }

  #pause(): void {
    if (this.#isClosed) return;
    this.#cancelPause = this.#options.clock.after(this.#pauseMs, () => {
      this.#cancelPause = null;
      void this.update();
    });
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MS.most);
  }
}
