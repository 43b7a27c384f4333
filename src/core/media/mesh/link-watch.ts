import { afterRunning, type Clock } from '../../base/clock.js';

/**
 * ICE gives up after about 15 s, also where the other side knows nothing of it; the patience doubles with each failure.
 */
const OPENING_PATIENCE_MS = 15_000;
/** For a restart, or any other exchange of descriptions, that does not end. */
const MENDING_PATIENCE_MS = 20_000;
const MAX_PATIENCE_MS = 60_000;
/** So often an exchange is repeated over a connection that works, 20 s apart: for longer than a lost seat is kept. */
const MAX_REPEATS = 3;

/** Times the connections to a participant. */
export class LinkWatch {
  readonly #clock: Clock;
  readonly #handleOverdue: () => void;
  readonly #handleFailing: () => void;
  /** How often in a row the connection was replaced without success. */
  #attempts = 0;
  #repeats = 0;
  #cancel: (() => void) | null = null;
  #cancelFailing: (() => void) | null = null;

  /**
   * @param handleOverdue the present connection is not up, or not repaired, in time.
   * @param handleFailing none was in the time of the first one, whichever side has replaced it since.
   */
  constructor(clock: Clock, handleOverdue: () => void, handleFailing: () => void) {
    this.#clock = clock;
    this.#handleOverdue = handleOverdue;
    this.#handleFailing = handleFailing;
  }

  /** Whether the connection was not replaced since the last one that worked. */
  get isFirst(): boolean {
    return this.#attempts === 0;
  }

  /** Starts the timeouts that do not run already. */
  begin(wasConnected: boolean): void {
    const firstMs = wasConnected ? MENDING_PATIENCE_MS : OPENING_PATIENCE_MS;
    const patienceMs = wasConnected ? firstMs : firstMs * 2 ** this.#attempts;
    this.#cancelFailing ??= afterRunning(
      firstMs,
      () => {
        this.#cancelFailing = null;
        this.#handleFailing();
      },
      this.#clock,
    );
    this.#cancel ??= afterRunning(
      Math.min(patienceMs, MAX_PATIENCE_MS),
      () => {
        this.#cancel = null;
        this.#handleOverdue();
      },
      this.#clock,
    );
  }

  /** The exchange is to be repeated; `false` when it was often enough. */
  countRepeat(): boolean {
    this.#repeats += 1;
    return this.#repeats <= MAX_REPEATS;
  }

  /** The connection is replaced once more. */
  countAttempt(): void {
    this.#attempts += 1;
  }

  /** The other side has answered the present connection; if that is the `first` one, it has only begun now. */
  handleHeard(isFirst: boolean): void {
    if (isFirst) this.reset();
    else this.stop();
  }

  /** Stops the timeout of the present connection. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Stops both timeouts, and counts the next failure as the first. */
  reset(): void {
    this.stop();
    this.#cancelFailing?.();
    this.#cancelFailing = null;
    this.#attempts = 0;
    this.#repeats = 0;
  }
}
