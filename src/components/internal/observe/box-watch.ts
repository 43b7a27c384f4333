import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Size } from '../../noom-stage/fit-grid.js';

/** A box's size, and the gap between what is in it, in CSS pixels. */
export interface Box extends Size {
  readonly gap: number;
}

/** Knows its host's box, whose gap is `column-gap`, and has the host drawn again when that changes. */
export class BoxWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #observer: ResizeObserver | null = null;
  #value: Box | null = null;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** The last one that was not empty; `null` until there is one. */
  get value(): Box | null {
    return this.#value;
  }

  hostConnected(): void {
    // The observer of the window that draws the host: across documents its turns come too late, which is told as an error.
    const { ResizeObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
    this.#observer = new ResizeObserver((entries) => {
      const { width = 0, height = 0 } = entries.at(-1)?.contentRect ?? {};
      // Hidden for a while, the tiles stay as they were and need no rebuilding.
      if (width <= 0 || height <= 0) return;
      this.#value = { width, height, gap: Number.parseFloat(getComputedStyle(this.#host).columnGap) || 0 };
      this.#host.requestUpdate();
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }
}
