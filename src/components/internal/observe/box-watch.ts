import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A size in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a box, and the gap between its items, in CSS pixels. */
export interface Box extends Size {
  readonly gap: number;
}

/** Measures its host's box, whose gap is `column-gap`, and renders the host again when that changes. */
export class BoxWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #observer: ResizeObserver | null = null;
  #value: Box | null = null;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** The last box that was not empty; `null` until there is one. */
  get value(): Box | null {
    return this.#value;
  }

  hostConnected(): void {
    // The observer of the host's window: one of another window is notified too late, which is reported as an error.
    const { ResizeObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
    this.#observer = new ResizeObserver((entries) => {
      const { width = 0, height = 0 } = entries.at(-1)?.contentRect ?? {};
      // While hidden, the tiles stay as they were and need no rebuilding.
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
