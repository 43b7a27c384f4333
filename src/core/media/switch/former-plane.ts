import type { Clock } from '../../base/clock.js';
import type { HeldPlane } from './held-plane.js';
import type { MediaPlane } from '../media-plane.js';

/**
 * Chosen: how long a plane goes on after another one has taken its place. The other pages hear of that at other moments,
 * and what shows a source goes over with a frame, or a sound, of its next track, of which a slow camera makes five a
 * second. A media server's room is there for some seconds more than this.
 */
const LINGER_MS = 1500;

/** A plane that carries the call no more, and still sends and receives for a moment. */
export class FormerPlane {
  readonly #clock: Clock;
  readonly #handleOver: (held: HeldPlane) => void;
  #held: HeldPlane | null = null;
  #cancel: () => void = () => undefined;

  /** @param handleOver called when one has gone on for long enough, to close it. */
  constructor(clock: Clock, handleOver: (held: HeldPlane) => void) {
    this.#clock = clock;
    this.#handleOver = handleOver;
  }

  /** What the local participant sends, and who is in the call, goes for these too. */
  get planes(): readonly MediaPlane[] {
    return this.#held === null ? [] : [this.#held.plane];
  }

  /** Lets it go on, without what it reports but data: of those who have not heard yet. The one before is over. */
  keep(held: HeldPlane): void {
    this.close();
    held.closed.abort();
    this.#held = held;
    this.#cancel = this.#clock.after(LINGER_MS, () => {
      this.close();
    });
  }

  /** It is over now. May be called twice. */
  close(): void {
    const held = this.#held;
    this.#held = null;
    this.#cancel();
    if (held !== null) this.#handleOver(held);
  }
}
