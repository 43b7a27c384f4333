import type { Clock } from '../base/clock.js';
import { toCallError, type CallErrorCode } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { SourceFlags } from '../../protocol/protocol.js';

/** The pause before sources that were refused are told again, doubling in between: limits are windows of seconds to a minute. */
const PAUSE_MS = { first: 1000, most: 16_000 };
/** Refusals that are not meant for the sources themselves: the next time they may be taken. */
const PASSING: readonly CallErrorCode[] = ['rate-limited', 'signaling-unreachable', 'internal'];

/** What telling sources is made with. */
export interface ToldSourcesOptions {
  tell(sources: SourceFlags): Promise<unknown>;
  /** Which are on; `null` while there is nobody to tell. */
  getSources(): SourceFlags | null;
  clock: Clock;
  logger: Logger;
}

/**
 * Tells the room which local sources are on: one request at a time, always the newest state, and again after a pause when the
 * server did not take it, so that the others never keep a picture that is out of date.
 */
export class ToldSources {
  readonly #options: ToldSourcesOptions;
  #told: Partial<SourceFlags> = {};
  #isTelling = false;
  #isClosed = false;
  #pauseMs = PAUSE_MS.first;
  #cancelPause: (() => void) | null = null;

  constructor(options: ToldSourcesOptions) {
    this.#options = options;
  }

  /** The request to join tells these. */
  handleJoining(sources: Partial<SourceFlags>): void {
    this.#told = sources;
  }

  /** Sources may have changed, or there is somebody to tell again. */
  update(): void {
    void this.#tell();
  }

  /** Nothing is told any more. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#cancelPause?.();
  }

  async #tell(): Promise<void> {
    if (this.#isTelling || this.#cancelPause !== null || this.#isClosed) return;
    const sources = this.#options.getSources();
    if (sources === null || this.#isTold(sources)) return;
    this.#isTelling = true;
    const before = this.#told;
    this.#told = sources;
    try {
      await this.#options.tell(sources);
      this.#pauseMs = PAUSE_MS.first;
    } catch (error) {
      this.#options.logger.info('sources not told', error);
      if (PASSING.includes(toCallError(error).code)) this.#handleRefused(sources, before);
    }
    this.#isTelling = false;
    // What changed meanwhile.
    void this.#tell();
  }

  #handleRefused(sources: SourceFlags, before: Partial<SourceFlags>): void {
    // Unless a return to the room has told newer ones meanwhile.
    if (this.#told === sources) this.#told = before;
    if (this.#isClosed) return;
    this.#cancelPause = this.#options.clock.after(this.#pauseMs, () => {
      this.#cancelPause = null;
      void this.#tell();
    });
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MS.most);
  }

  #isTold(sources: SourceFlags): boolean {
    return Object.entries(sources).every(([key, on]) => (this.#told[key as keyof SourceFlags] ?? false) === on);
  }
}
