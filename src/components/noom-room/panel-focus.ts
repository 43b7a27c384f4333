import { deepActiveElement } from '../internal/deep-focus.js';

/** Takes the focus into a panel that opens, and back to where it was when the panel closes. */
export class PanelFocus {
  readonly #getRoot: () => ParentNode | null;
  #opener: HTMLElement | null = null;

  constructor(getRoot: () => ParentNode | null) {
    this.#getRoot = getRoot;
  }

  /** Before the panel opens. */
  remember(document: Document): void {
    this.#opener = deepActiveElement(document);
  }

  /** Once the panel is drawn. A touch screen's keyboard stays away until it is asked for. */
  enter(): void {
    const panel = this.#getRoot()?.querySelector<HTMLElement>('.side');
    const chat = panel?.querySelector<HTMLElement>('noom-chat');
    if (chat && !matchMedia('(pointer: coarse)').matches) chat.focus();
    else panel?.querySelector<HTMLElement>('button')?.focus();
  }

  /** Before the panel goes; `true` when the focus is in it, or nowhere. */
  holdsFocus(document: Document): boolean {
    const panel = this.#getRoot()?.querySelector('.side');
    const active = deepActiveElement(document);
    return !active || (panel?.matches(':focus-within') ?? false);
  }

  /** Once the panel is gone. */
  leave(): void {
    if (this.#opener?.isConnected) this.#opener.focus();
    this.#opener = null;
  }
}
