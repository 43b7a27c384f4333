import { deepActiveElement } from '../../internal/keyboard/deep-focus.js';
import { focusFirst } from '../../internal/keyboard/keep-focus.js';
import { isOnServer } from '../../internal/dom/on-server.js';
import type { Panel } from '../../internal/link/room-context.js';

/** What the side panel needs of its room. */
export interface PanelHost extends HTMLElement {
  readonly updateComplete: Promise<boolean>;
}

const PANELS: readonly Panel[] = ['chat', 'participants', 'settings'];

/**
 * The open side panel. The focus moves into a panel that a person opens, and back when it closes; one that the page opens
 * takes it only from the panel before it: a person may be typing elsewhere.
 */
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
    this.#change(wanted, false);
  }

  /** The same for a person who asked for it. */
  show(wanted: Panel | null): void {
    this.#change(wanted, true);
  }

  /** Closes the panel and leaves the focus: the UI around it is removed. */
  reset(): void {
    this.#opener = null;
    if (this.#value === null) return;
    this.#value = null;
    this.#handleChange();
  }

  #change(wanted: Panel | null, isAsked: boolean): void {
    const panel = PANELS.find((known) => known === wanted) ?? null;
    if (panel === this.#value || isOnServer) return;
    const focused = deepActiveElement(this.#host.ownerDocument);
    const isInside = this.#element?.matches(':focus-within') === true;
    const mayMove = isInside || (panel === null ? focused === null : isAsked);
    if (this.#value === null) this.#opener = focused;
    this.#value = panel;
    this.#handleChange();
    void this.#host.updateComplete.then(() => {
      if (panel !== this.#value || !mayMove) return;
      if (panel) this.#enter();
      else this.#leave();
    });
  }

  get #element(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.side');
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
