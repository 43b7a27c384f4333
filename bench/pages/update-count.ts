import type * as Kit from '../../src/index.js';

/** How often tags were updated. */
export interface Updates {
  /** By tag. */
  readonly byTag: Readonly<Record<string, number>>;
  /** Of tiles, while nothing was another fact of their participant than at the update before. */
  readonly needless: number;
}

interface Updating extends HTMLElement {
  performUpdate(): void;
}

/** Counts the updates of all tags of the kit, from now on. */
export class UpdateCount {
  readonly #call: Kit.CallController;
  /** Of each tile, the participant at its last update. */
  readonly #drawn = new WeakMap<HTMLElement, unknown>();
  #byTag: Record<string, number> = {};
  #needless = 0;

  constructor(call: Kit.CallController) {
    this.#call = call;
    for (const tag of ['noom-room', 'noom-stage', 'noom-video', 'noom-controls', 'noom-reactions']) this.#watch(tag);
  }

  /** What was counted since it was taken last. */
  take(): Updates {
    const taken = { byTag: this.#byTag, needless: this.#needless };
    this.#byTag = {};
    this.#needless = 0;
    return taken;
  }

  #watch(tag: string): void {
    const prototype = customElements.get(tag)?.prototype as Updating;
    const { performUpdate } = prototype;
    const count = (element: HTMLElement): void => {
      this.#count(tag, element);
    };
    prototype.performUpdate = function (this: Updating): void {
      count(this);
      performUpdate.call(this);
    };
  }

  #count(tag: string, element: HTMLElement): void {
    this.#byTag[tag] = (this.#byTag[tag] ?? 0) + 1;
    if (tag !== 'noom-video') return;
    const wanted = element.getAttribute('participant');
    const shown = this.#call.snapshot.participants.find(({ id, isLocal }) =>
      wanted === 'local' ? isLocal : id === wanted,
    );
    if (this.#drawn.get(element) === shown) this.#needless += 1;
    this.#drawn.set(element, shown);
  }
}
