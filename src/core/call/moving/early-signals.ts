import type { MediaMessage } from '../../media/plane-signaling.js';

/** The most signals that wait for the mesh they belong to. */
const MOST = 1000;

/** Signals of a mesh that is not there yet. */
export class EarlySignals {
  #waiting: { readonly epoch: number; readonly message: MediaMessage }[] = [];

  keep(epoch: number, message: MediaMessage): void {
    if (this.#waiting.length < MOST) this.#waiting.push({ epoch, message });
  }

  /** Those of this epoch; those of earlier ones are dropped. */
  take(epoch: number): readonly MediaMessage[] {
    const taken = this.#waiting.filter((each) => each.epoch === epoch).map(({ message }) => message);
    this.#waiting = this.#waiting.filter((each) => each.epoch > epoch);
    return taken;
  }
}
