import type { Clock } from '../../../base/clock.js';

/** Several receivers that lose the same frames ask within as much: one key frame serves all of them. */
const GATHER_MS = 250;

/** Asks one encoder for key frames: the first wish at once, those that follow within a quarter of a second together. */
export class KeyFrames {
  readonly #clock: Clock;
  readonly #ask: () => void;
  #askedAt = -Infinity;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, ask: () => void) {
    this.#clock = clock;
    this.#ask = ask;
  }

  want(): void {
    if (this.#cancel !== null) return;
    const waitMs = this.#askedAt + GATHER_MS - this.#clock.monotonic();
    if (waitMs <= 0) this.#make();
    else
      this.#cancel = this.#clock.after(waitMs, () => {
        this.#cancel = null;
        this.#make();
      });
  }

  /** May be called twice. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #make(): void {
    this.#askedAt = this.#clock.monotonic();
    this.#ask();
  }
}
