import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a page may have done when it decides anew; the decision itself has no event. */
const HINTS = ['click', 'change', 'input', 'keyup', 'resize', 'focus'] as const;
/** In a style sheet's element, what switches it. */
const SHEET_ATTRIBUTES = ['media', 'disabled', 'href', 'rel'];

/**
 * Whether the page has decided between light and dark around a tag (`color-scheme`), at any time: by a class, an attribute or a
 * style of what is above the tag, by a style sheet, by what the system prefers. What was decided is then inherited by CSS.
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

  /** Whether it has, at this moment. */
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
    // Of a style sheet anywhere in the page, where it was written into or arrived; it bubbles nowhere, and never reaches a window.
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

  /** Each drawing looks too: what a page does in its style sheets by script has no hint. */
  hostUpdated(): void {
    this.#handleHint();
  }

  /** Once a frame at most, when the browser works out styles anyway. */
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

/** What an element inherits from, nearest first: through slots and out of shadow roots. */
function* ancestorsOf(element: Element): Generator<Element> {
  let node = parentOf(element);
  while (node) {
    yield node;
    node = parentOf(node);
  }
}

function parentOf(node: Element): Element | null {
  // By what they have and not by their classes, which are others in another window.
  return node.assignedSlot ?? node.parentElement ?? (node.parentNode as Partial<ShadowRoot> | null)?.host ?? null;
}
