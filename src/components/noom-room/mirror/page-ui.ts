import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Elements that render nothing, or over the page rather than in the room. */
const NO_LAYOUT = 'script, style, template, link, meta, title, base, noscript, dialog, [popover]';

/**
 * Whether the page has its own UI in the room: visible child elements without a `slot`. Text alone does not count
 * (`{isLoading && 'text'}`). Checked again when children are added, removed, shown or hidden, and while none is visible
 * with each change of the room.
 */
export class PageUi implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: MutationObserver | null = null;
  #isThere = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isThere(): boolean {
    return this.#isThere;
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(this.look);
    this.look();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  /** Checks now: after the page was parsed, or after `slotchange`, when the style of the children is known. */
  readonly look = (): void => {
    const children = [...this.#host.children];
    this.#observer?.disconnect();
    this.#observer?.observe(this.#host, { childList: true });
    for (const child of children)
      this.#observer?.observe(child, { attributeFilter: ['slot', 'hidden', 'class', 'style', 'popover'] });
    const isThere = children.some(isLayout);
    if (isThere === this.#isThere) return;
    this.#isThere = isThere;
    this.#host.requestUpdate();
  };
}

function isLayout(child: Element): boolean {
  if (child.slot || child.matches(NO_LAYOUT)) return false;
  // Before the room is rendered its children are not slotted, and have no computed style yet.
  const { assignedSlot, hidden, style } = child as Partial<HTMLElement>;
  if (!assignedSlot) return !(hidden === true || style?.display === 'none');
  return getComputedStyle(child).display !== 'none';
}
