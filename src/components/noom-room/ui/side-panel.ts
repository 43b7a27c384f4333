import { deepActiveElement } from '../../internal/keyboard/deep-focus.js';
import { focusFirst } from '../../internal/keyboard/keep-focus.js';
import { isOnServer } from '../../internal/element/on-server.js';
import type { Panel } from '../../internal/link/room-context.js';

/** What the side panel needs of its room. */
export interface PanelHost extends HTMLElement {
  readonly updateComplete: Promise<boolean>;
}

const PANELS: readonly Panel[] = ['chat', 'participants', 'settings'];

/** The open side panel; moves the focus into a panel that opens, and back when it closes. */
export class SidePanel {
  readonly #host: PanelHost;
  readonly #handleChange: () => void;
  #value: Panel | null = null;
  #opener: HTMLElement | null = null;

  constructor(host: PanelHost, handleChange: () => void) {
    this.#host = host;
    this.#handleChange = handleChange;
  }

  get value(): Panel | null {
    return this.#value;
  }

  /** Opens a panel, or (`null`, or an unknown name) closes the open one. */
  set value(wanted: Panel | null) {
    const panel = PANELS.find((known) => known === wanted) ?? null;
    if (panel === this.#value || isOnServer) return;
    const mayReturn = panel === null && this.#holdsFocus();
    if (this.#value === null) this.#opener = deepActiveElement(this.#host.ownerDocument);
    this.#value = panel;
    this.#handleChange();
    void this.#host.updateComplete.then(() => {
      if (panel !== this.#value) return;
      if (panel) this.#enter();
      else if (mayReturn) this.#leave();
    });
  }

  /** Closes the panel and leaves the focus: the UI around it is removed. */
  reset(): void {
    this.#opener = null;
    if (this.#value === null) return;
    this.#value = null;
    this.#handleChange();
  }

  get #element(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.side');
  }

  /** Whether the focus is in the panel or nowhere, so that it may be moved. */
  #holdsFocus(): boolean {
    return !deepActiveElement(this.#host.ownerDocument) || this.#element?.matches(':focus-within') === true;
  }

  /** Not into the text field on touch screens, where that would open the keyboard. */
  #enter(): void {
    const chat = this.#element?.querySelector<HTMLElement>('noom-chat');
    if (chat && !matchMedia('(pointer: coarse)').matches) chat.focus();
    else this.#element?.querySelector<HTMLElement>('button')?.focus();
  }

  #leave(): void {
    if (this.#opener) focusFirst([this.#opener]);
    this.#opener = null;
  }
}
