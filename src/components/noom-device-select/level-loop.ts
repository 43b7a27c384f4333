import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The factor by which the level falls each frame, so that a syllable is visible. */
const DECAY = 0.88;

/** Draws a sound level in every frame, while that is wanted and the host is connected. */
export class LevelLoop implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #read: () => number;
  readonly #draw: (level: number) => void;
  /** The window that draws the host while the loop runs: another one may be hidden, and then has no frames. */
  #view: Window | null = null;
  #frame = 0;
  #isWanted = false;
  #level = 0;

  /** @param read the loudness now, 0 to 1; @param draw gets how much of the meter to fill, 0 to 1. */
  constructor(host: ReactiveControllerHost & Element, read: () => number, draw: (fill: number) => void) {
    this.#host = host;
    this.#read = read;
    this.#draw = draw;
    host.addController(this);
  }

  /** Whether to draw from now on. Off the page a host is drawn once more, and then nothing is. */
  run(isWanted: boolean): void {
    this.#isWanted = isWanted && this.#host.isConnected;
    if (!this.#isWanted || this.#view !== null) return;
    this.#view = this.#host.ownerDocument.defaultView;
    this.#await();
  }

  /** Moved to another document, the host is in that one by now. */
  hostDisconnected(): void {
    this.#isWanted = false;
    this.#view?.cancelAnimationFrame(this.#frame);
    this.#view = null;
  }

  readonly #step = (): void => {
    if (this.#isWanted) this.#await();
    else this.#view = null;
    // Loudness is heard as a power of the amplitude: the root makes ordinary speech fill about half.
    this.#level = Math.max(Math.sqrt(this.#read()), this.#level * DECAY);
    this.#draw(Math.min(1, this.#level));
  };

  #await(): void {
    this.#frame = this.#view?.requestAnimationFrame(this.#step) ?? 0;
  }
}
