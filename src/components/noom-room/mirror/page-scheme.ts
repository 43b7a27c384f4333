import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { roomParts } from '../../internal/lazy/parts.js';
import { parentAcross } from './parent-across.js';

/**
 * Tracks whether the page sets `color-scheme` around a tag: by a class, an attribute or a style of an ancestor, by a
 * style sheet, or by a media query. The value itself is inherited by CSS.
 */
export class PageScheme implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #handleChange: () => void;
  /** Takes back the frame in which it looks. */
  #unlook: (() => void) | null = null;
  #undo: AbortController | null = null;
  #wasDecided = false;

  constructor(host: ReactiveControllerHost & HTMLElement, handleChange: () => void) {
    this.#host = host;
    this.#handleChange = handleChange;
    host.addController(this);
  }

  /** Whether it is set now. */
  get isDecided(): boolean {
    const parent = parentAcross(this.#host);
    return parent !== null && getComputedStyle(parent).colorScheme !== 'normal';
  }

  hostConnected(): void {
    const { signal } = (this.#undo = new AbortController());
    this.#look();
    roomParts.queue(
      ({ hearSchemeHints }) => {
        if (signal.aborted) return;
        hearSchemeHints(this.#host, this.#handleHint, signal);
        this.#handleHint();
      },
      { isReason: false },
    );
  }

  hostDisconnected(): void {
    this.#undo?.abort();
    this.#undo = null;
    this.#unlook?.();
    this.#unlook = null;
  }

  /** Each rendering checks too: changes to style sheets by script have no event. */
  hostUpdated(): void {
    this.#handleHint();
  }

  /** Checks at most once a frame, when the browser computes styles anyway. */
  readonly #handleHint = (): void => {
    const { defaultView: view } = this.#host.ownerDocument;
    if (this.#undo === null || this.#unlook !== null || view === null) return;
    const frame = view.requestAnimationFrame(this.#look);
    // Of the window that gave it: the host may be in another one by then.
    this.#unlook = () => {
      view.cancelAnimationFrame(frame);
    };
  };

  readonly #look = (): void => {
    this.#unlook = null;
    const { isDecided } = this;
    if (isDecided === this.#wasDecided) return;
    this.#wasDecided = isDecided;
    this.#handleChange();
  };
}
