import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What draws nothing, and what draws over the page rather than in the room. */
const NO_LAYOUT = 'script, style, template, link, meta, title, base, noscript, dialog, [popover]';

/**
 * Whether the page brought its own UI: children without a slot's name that can be seen. Text alone is none (`{isLoading && 'text'}`),
 * nor is what draws nothing. Looks again when children come, go, are shown or hidden.
 */
export class OwnLayout implements ReactiveController {
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

  /** Looks now: after the page was parsed, or when the slot's children changed, whose style is known then. */
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
  // Before the room is drawn its children have no style yet, but for what they say themselves.
  const { assignedSlot, hidden, style } = child as Partial<HTMLElement>;
  if (!assignedSlot) return !(hidden === true || style?.display === 'none');
  return getComputedStyle(child).display !== 'none';
}
