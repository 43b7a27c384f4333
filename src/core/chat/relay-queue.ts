import type { Clock } from '../base/clock.js';
import { toCallError } from '../base/errors.js';

/** The pause before a request is repeated whose connection was lost. */
const PAUSE_MS = 1000;

/** Sends requests to the server one after another, in order, and again when the connection is lost meanwhile. */
export class RelayQueue {
  readonly #clock: Clock;
  #tail: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #endPause: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs a request when it is its turn. Resolves to whether the server accepted it: `false` when it was not wanted any
   * more.
   * @throws CallError what the server refused it with.
   */
  give(ask: () => Promise<unknown>, isWanted: () => boolean): Promise<boolean> {
    const given = this.#tail.then(() => this.#try(ask, isWanted));
    this.#tail = given.catch(() => undefined);
    return given;
  }

  /** Stops sending. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#endPause();
  }

  async #try(ask: () => Promise<unknown>, isWanted: () => boolean): Promise<boolean> {
    while (isWanted() && !this.#isClosed) {
      try {
        await ask();
        return true;
      } catch (thrown) {
        const error = toCallError(thrown);
        if (error.code !== 'signaling-unreachable') throw error;
        await this.#pause();
      }
    }
    return false;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(PAUSE_MS, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
      if (this.#isClosed) this.#endPause();
    });
  }
}
