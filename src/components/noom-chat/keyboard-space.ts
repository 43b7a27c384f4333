import type { LitElement, ReactiveController } from 'lit';
import { hostOf, isElement } from '../internal/dom/nodes.js';

/** A page that is zoomed by the fingers shows a part of itself too: nothing is moved for that. */
const ZOOMED = 1.05;

/**
 * Leaves space for a keyboard on the screen that covers a part of a chat. Where the browser does not make the page
 * smaller for it (iOS has no `interactive-widget`), only the visual viewport tells: while a text is being written, what
 * the chat draws ends where that does, so that the field and the newest messages are above the keyboard.
 */
export class KeyboardSpace implements ReactiveController {
  readonly #host: LitElement;
  readonly #handleResized: () => void;
  #undo: AbortController | null = null;
  /** The newest measurement: what an older one waits for does not count. */
  #measured: symbol | null = null;
  #isCovered = false;

  /** @param handleResized told when what the chat draws has another height. */
  constructor(host: LitElement, handleResized: () => void) {
    this.#host = host;
    this.#handleResized = handleResized;
    host.addController(this);
  }

  hostConnected(): void {
    const { visualViewport = null } = this.#host.ownerDocument.defaultView ?? {};
    this.#undo = new AbortController();
    const { signal } = this.#undo;
    for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, this.#fit, { signal });
    for (const type of ['focusin', 'focusout']) this.#host.addEventListener(type, this.#fitNext, { signal });
  }

  hostDisconnected(): void {
    this.#undo?.abort();
    this.#undo = null;
    this.#measured = null;
    this.#leave(0);
  }

  /** In a microtask: until then the focus is nowhere. */
  readonly #fitNext = (): void => {
    queueMicrotask(this.#fit);
  };

  readonly #fit = (): void => {
    this.#leave(this.#measure());
    if (this.#isWriting) void this.#fitInPlace();
    else this.#measured = null;
  };

  /** A chat that slides to its place, alone or with what it is in, is measured once more when it is there. */
  async #fitInPlace(): Promise<void> {
    const measured = Symbol('measured');
    this.#measured = measured;
    const moving = movingAround(this.#host);
    if (moving.length === 0) return;
    await Promise.allSettled(moving.map(({ finished }) => finished));
    if (measured === this.#measured) this.#fit();
  }

  /** How much of the lower end of the chat is covered, in CSS pixels; 0 where it cannot be helped here. */
  #measure(): number {
    const viewport = this.#host.ownerDocument.defaultView?.visualViewport;
    const { shadowRoot } = this.#host;
    const composer = shadowRoot?.querySelector<HTMLElement>('.composer');
    if (!viewport || !composer || !this.#isWriting || viewport.scale > ZOOMED) return 0;
    const { top, bottom } = this.#host.getBoundingClientRect();
    const seen = viewport.offsetTop + viewport.height;
    // Where there is not even space for the composer, the browser scrolls to the field.
    return seen - top < composer.offsetHeight ? 0 : Math.max(0, Math.ceil(bottom - seen));
  }

  get #isWriting(): boolean {
    return this.#host.shadowRoot?.activeElement?.closest('.composer') != null;
  }

  #leave(px: number): void {
    if (px === 0 && !this.#isCovered) return;
    this.#isCovered = px > 0;
    const base = this.#host.renderRoot.querySelector<HTMLElement>('.base');
    base?.style.setProperty('padding-block-end', px === 0 ? '' : `${String(px)}px`);
    this.#handleResized();
  }
}

/** The animations of an element and of everything that it is in, which are to end. */
function movingAround(element: Element): readonly Animation[] {
  const moving: Animation[] = [];
  let node: Node | null = element;
  while (node !== null) {
    const slot: HTMLSlotElement | null = isElement(node) ? node.assignedSlot : null;
    if (isElement(node)) moving.push(...node.getAnimations());
    node = slot ?? node.parentNode ?? hostOf(node);
  }
  return moving.filter(
    ({ playState, effect }) => playState !== 'finished' && effect?.getComputedTiming().endTime !== Infinity,
  );
}
