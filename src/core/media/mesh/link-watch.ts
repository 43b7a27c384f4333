import type { Clock } from '../../base/clock.js';

/** ICE gives up after about 15 s, also where the other side has never heard of it; each time in vain it gets twice as long. */
const OPENING_PATIENCE_MS = 15_000;
/** For a restart, or any other exchange of descriptions, that does not end. */
const MENDING_PATIENCE_MS = 20_000;
const MAX_PATIENCE_MS = 60_000;

/** Waits for connections to a participant to come up, or to be mended, and tells when one does not. */
export class LinkWatch {
  readonly #clock: Clock;
  readonly #handleOverdue: () => void;
  /** How often in a row the connection was made anew in vain. */
  #attempts = 0;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, handleOverdue: () => void) {
    this.#clock = clock;
    this.#handleOverdue = handleOverdue;
  }

  /** Whether nothing was made anew since the connection was as it should be. */
  get isFirst(): boolean {
    return this.#attempts === 0;
  }

  /** Waits from now on, unless it does so already. */
  begin(wasConnected: boolean): void {
    const patienceMs = wasConnected ? MENDING_PATIENCE_MS : OPENING_PATIENCE_MS * 2 ** this.#attempts;
    this.#cancel ??= this.#clock.after(Math.min(patienceMs, MAX_PATIENCE_MS), () => {
      this.#cancel = null;
      this.#handleOverdue();
    });
  }

  /** The connection is made anew, once more. */
  countAttempt(): void {
    this.#attempts += 1;
  }

  /** What comes next is waited for anew. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** All is well, or about to be: the next time is the first one again. */
  reset(): void {
    this.stop();
    this.#attempts = 0;
  }
}
