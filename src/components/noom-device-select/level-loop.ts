import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Falls by this much a frame, so that a syllable can be seen. */
const DECAY = 0.88;

/** Draws how loud something is in every frame, while that is wanted and the host is in the page. */
export class LevelLoop implements ReactiveController {
  readonly #read: () => number;
  readonly #draw: (level: number) => void;
  #frame = 0;
  #isWanted = false;
  #level = 0;

  /** @param read the loudness now, 0 to 1; @param draw gets how much of the meter to fill, 0 to 1. */
  constructor(host: ReactiveControllerHost, read: () => number, draw: (fill: number) => void) {
    this.#read = read;
    this.#draw = draw;
    host.addController(this);
  }

  /** Whether to draw from now on. */
  run(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted && this.#frame === 0) this.#frame = requestAnimationFrame(this.#step);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#isWanted = false;
  }

  readonly #step = (): void => {
    this.#frame = this.#isWanted ? requestAnimationFrame(this.#step) : 0;
    // Loudness is heard as a power of the amplitude: the root makes ordinary speech fill about half.
    this.#level = Math.max(Math.sqrt(this.#read()), this.#level * DECAY);
    this.#draw(Math.min(1, this.#level));
  };
}
