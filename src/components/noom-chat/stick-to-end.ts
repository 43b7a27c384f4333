import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A smaller distance to the end, in CSS pixels, counts as being there: rounding or zoom may cut off half a line. */
const NEAR_PX = 32;
/**
 * By less than this, in CSS pixels, no person scrolls: Firefox rounds the end up to a pixel of the screen when a list
 * is scrolled there, and down with the next layout.
 */
const ROUNDING_PX = 4;

/** Keeps a list scrolled to its end while the person has not scrolled away from it. */
export class StickToEnd implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #find: () => HTMLElement | null;
  readonly #changed: () => void;
  #observer: ResizeObserver | null = null;
  #observed: HTMLElement | null = null;
  #isAtEnd = true;
  /** The `scrollTop` that was set here, to detect scrolling by the person before its event. */
  #top = 0;
  /** The height of the list's box then, in CSS pixels; `NaN` once that has changed. */
  #height = 0;
  /** The height of what is in it, when the list was last seen at its end or scrolled. */
  #contentHeight = 0;
  /** Whether the list went to its end since the last frame. */
  #isWaiting = false;
  /** Whether it was drawn again since, and goes to its end before the next frame is painted. */
  #isBehind = false;

  /** @param find returns the scrolling list. @param changed called when the end was reached or left. */
  constructor(host: ReactiveControllerHost & HTMLElement, find: () => HTMLElement | null, changed: () => void) {
    this.#host = host;
    this.#find = find;
    this.#changed = changed;
    host.addController(this);
  }

  /** Whether the newest entry is visible. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#observed = null;
    this.#isWaiting = false;
    this.#isBehind = false;
    // A list that is moved in the page is at its top again.
    this.#top = 0;
  }

  /** To be called when the list was drawn, after all that changes its layout: it is measured. */
  handleDrawn(): void {
    const list = this.#find();
    if (list !== this.#observed && this.#host.isConnected) {
      // The observer of the list's window: one of another window is notified too late.
      const { ResizeObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
      this.#observer ??= new ResizeObserver(this.#follow);
      this.#observer.disconnect();
      if (list !== null) this.#observer.observe(list);
      this.#observed = list;
    }
    // It needs a layout: of many messages in one frame, only the first and all the others have one.
    this.#isBehind = this.#isWaiting;
    if (this.#isWaiting) return;
    this.#follow();
    this.#isWaiting = true;
    this.#host.ownerDocument.defaultView?.requestAnimationFrame(() => {
      this.#isWaiting = false;
      if (this.#isBehind) this.#follow();
      this.#isBehind = false;
    });
  }

  /** Goes to the end and stays there. */
  scrollToEnd(): void {
    this.#setAtEnd(true);
    this.#top = 0;
    this.#follow();
  }

  /** To be called when the list has another height: it may have the former one again before it scrolls. */
  handleResized(): void {
    this.#height = NaN;
  }

  /** To be called when the list scrolls. */
  readonly handleScroll = (): void => {
    const list = this.#find();
    if (list === null) return;
    const isGrown = list.scrollHeight > this.#contentHeight && !this.#isScrolledUp(list);
    // A keyboard opens or closes: browsers scroll a list of another size, and say so before the observer does. Or there is
    // more since: the event of an earlier scrolling to the end comes after new messages, or after a picture has its size.
    if (this.#isAtEnd && (list.clientHeight !== this.#height || isGrown)) this.#follow();
    else {
      this.#setAtEnd(distanceToEnd(list) < NEAR_PX);
      // Near the end counts as there: the next message is followed from here.
      this.#note(list);
    }
  };

  readonly #follow = (): void => {
    const list = this.#find();
    if (list === null || !this.#isAtEnd) return;
    const isResized = list.clientHeight !== this.#height;
    this.#height = list.clientHeight;
    if (!isResized && this.#isScrolledUp(list) && distanceToEnd(list) >= NEAR_PX) return;
    list.scrollTop = list.scrollHeight;
    this.#note(list);
  };

  /** A listener of the list for pictures that have their size now; `load` does not bubble. */
  readonly loading = { handleEvent: this.#follow, capture: true };

  #note({ scrollTop, scrollHeight }: HTMLElement): void {
    this.#top = scrollTop;
    this.#contentHeight = scrollHeight;
  }

  #isScrolledUp({ scrollTop }: HTMLElement): boolean {
    return scrollTop < this.#top - ROUNDING_PX;
  }

  #setAtEnd(isAtEnd: boolean): void {
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#changed();
  }
}

function distanceToEnd(list: HTMLElement): number {
  return list.scrollHeight - list.clientHeight - list.scrollTop;
}
