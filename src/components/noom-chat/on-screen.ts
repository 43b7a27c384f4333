import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tracks whether its host is visible: in the viewport, and in a visible page. */
export class OnScreen implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #changed: () => void;
  #observer: IntersectionObserver | null = null;
  #document: Document | null = null;
  #isIntersecting = false;

  /** @param changed called when that may have changed. */
  constructor(host: ReactiveControllerHost & HTMLElement, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  get value(): boolean {
    return this.#isIntersecting && this.#document?.visibilityState === 'visible';
  }

  hostConnected(): void {
    const { IntersectionObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
    this.#observer = new IntersectionObserver((entries) => {
      this.#isIntersecting = entries.at(-1)?.isIntersecting ?? false;
      this.#changed();
    });
    this.#observer.observe(this.#host);
    this.#document = this.#host.ownerDocument;
    this.#document.addEventListener('visibilitychange', this.#changed);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#isIntersecting = false;
    this.#document?.removeEventListener('visibilitychange', this.#changed);
    this.#document = null;
  }
}
