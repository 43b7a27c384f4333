import type { DataPath } from '../data-path.js';
import type { MediaPlane } from '../media-plane.js';

type Heard = Parameters<EventTarget['addEventListener']>;

/** Something that another of its kind can take the place of. */
class Movable<Target extends object> {
  /** What is given away: does whatever the present target does. */
  readonly value: Target;
  #target: Target;
  /** The listeners, who move with it; of those that have ended, their signals know. */
  readonly #heard: Heard[] = [];

  /** @param own what it has by itself. */
  constructor(target: Target, own: Partial<Target> = {}) {
    this.#target = target;
    const addEventListener = (...heard: Heard): void => {
      this.#heard.push(heard);
      (this.#target as unknown as EventTarget).addEventListener(...heard);
    };
    const kept = { addEventListener, ...own };
    this.value = new Proxy({} as Target, {
      get: (_, name) => {
        const found: unknown = Reflect.get(name in kept ? kept : this.#target, name);
        return typeof found === 'function' ? (found.bind(this.#target) as unknown) : found;
      },
    });
  }

  replace(target: Target): void {
    for (const heard of this.#heard) {
      (this.#target as unknown as EventTarget).removeEventListener(...heard);
      (target as unknown as EventTarget).addEventListener(...heard);
    }
    this.#target = target;
  }
}

/**
 * A media plane that another one can take the place of: those who have it, and who listen to it with a signal that ends
 * that, keep what they have.
 */
export class MovablePlane {
  readonly value: MediaPlane;
  readonly #plane: Movable<MediaPlane>;
  readonly #data: Movable<DataPath>;

  constructor(plane: MediaPlane) {
    this.#data = new Movable(plane.data);
    this.#plane = new Movable(plane, { data: this.#data.value });
    this.value = this.#plane.value;
  }

  /** Puts another plane into the place of the present one, which is not closed. */
  replace(plane: MediaPlane): void {
    this.#plane.replace(plane);
    this.#data.replace(plane.data);
  }
}
