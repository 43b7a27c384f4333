import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Nearer to the end than this, in CSS pixels, counts as being there: half a line may be cut off by rounding or a zoom. */
const NEAR_PX = 32;

/** Keeps a list scrolled to its end while the person has not scrolled away from it. */
export class StickToEnd implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #find: () => HTMLElement | null;
  readonly #changed: () => void;
  #observer: ResizeObserver | null = null;
  #observed: HTMLElement | null = null;
  #isAtEnd = true;
  /** Where the list was scrolled to from here, to know a move of the person's before its event comes. */
  #top = 0;

  /** @param find gives the list that scrolls; @param changed is called when the end was reached or left. */
  constructor(host: ReactiveControllerHost & HTMLElement, find: () => HTMLElement | null, changed: () => void) {
    this.#host = host;
    this.#find = find;
    this.#changed = changed;
    host.addController(this);
  }

  /** Whether the newest can be seen. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#observed = null;
    // A list that moves in the page begins at its top again.
    this.#top = 0;
  }

  hostUpdated(): void {
    const list = this.#find();
    if (list !== this.#observed && this.#host.isConnected) {
      // The observer of the window that draws the list; across documents its turns would come too late.
      const { ResizeObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
      this.#observer ??= new ResizeObserver(this.#follow);
      this.#observer.disconnect();
      if (list !== null) this.#observer.observe(list);
      this.#observed = list;
    }
    this.#follow();
  }

  /** Goes to the end and stays there. */
  scrollToEnd(): void {
    this.#setAtEnd(true);
    this.#top = 0;
    this.#follow();
  }

  /** To be called when the list scrolls. */
  readonly handleScroll = (): void => {
    const list = this.#find();
    if (list !== null) this.#setAtEnd(distanceToEnd(list) < NEAR_PX);
  };

  readonly #follow = (): void => {
    const list = this.#find();
    if (list === null || !this.#isAtEnd) return;
    if (list.scrollTop < this.#top && distanceToEnd(list) >= NEAR_PX) return;
    list.scrollTop = list.scrollHeight;
    this.#top = list.scrollTop;
  };

  #setAtEnd(isAtEnd: boolean): void {
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#changed();
  }
}

function distanceToEnd(list: HTMLElement): number {
  return list.scrollHeight - list.clientHeight - list.scrollTop;
}
