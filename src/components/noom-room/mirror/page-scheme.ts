import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Events after which a page may have changed its `color-scheme`; there is no event for the change itself. */
const HINTS = ['click', 'change', 'input', 'keyup', 'resize', 'focus'] as const;
/** The attributes of elements in `<head>` that may switch a style sheet. */
const SHEET_ATTRIBUTES = ['media', 'disabled', 'href', 'rel'];

/**
 * Tracks whether the page sets `color-scheme` around a tag: by a class, an attribute or a style of an ancestor, by a
 * style sheet, or by a media query. The value itself is inherited by CSS.
 */
export class PageScheme implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #handleChange: () => void;
  #wasDecided = false;
  /** Takes back the frame in which it looks. */
  #unlook: (() => void) | null = null;
  #undo: AbortController | null = null;
  #observer: MutationObserver | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, handleChange: () => void) {
    this.#host = host;
    this.#handleChange = handleChange;
    host.addController(this);
  }

  /** Whether it is set now. */
  get isDecided(): boolean {
    const [parent] = ancestorsOf(this.#host);
    return parent !== undefined && getComputedStyle(parent).colorScheme !== 'normal';
  }

  hostConnected(): void {
    const { ownerDocument } = this.#host;
    const { defaultView, head, documentElement } = ownerDocument;
    const observer = new MutationObserver(this.#handleHint);
    this.#observer = observer;
    for (const above of ancestorsOf(this.#host)) observer.observe(above, { attributes: true });
    observer.observe(head, { childList: true, subtree: true, characterData: true, attributeFilter: SHEET_ATTRIBUTES });
    const undo = new AbortController();
    this.#undo = undo;
    const options = { capture: true, passive: true, signal: undo.signal };
    for (const hint of HINTS) defaultView?.addEventListener(hint, this.#handleHint, options);
    // `load` of a style sheet anywhere in the page: it does not bubble, and is never dispatched on the window.
    documentElement.addEventListener('load', this.#handleHint, options);
    defaultView
      ?.matchMedia('(prefers-color-scheme: dark)')
      .addEventListener('change', this.#handleHint, { signal: undo.signal });
    this.#look();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
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

/** The elements that an element inherits from, nearest first: through slots and out of shadow roots. */
function* ancestorsOf(element: Element): Generator<Element> {
  let node = parentOf(element);
  while (node) {
    yield node;
    node = parentOf(node);
  }
}

function parentOf(node: Element): Element | null {
  // Not by `instanceof`: each window has its own classes.
  return node.assignedSlot ?? node.parentElement ?? (node.parentNode as Partial<ShadowRoot> | null)?.host ?? null;
}
