import type { LitElement } from 'lit';

/** Before the leave button, in a row of buttons without labels, as in the styles. */
const SPACE_PX = 10;
/**
 * What a control takes of the length of the toolbar, in pixels, until it was measured: a button of 48, on phones of 44,
 * and the width of a label. The page's tokens and the size of its text change that.
 */
const CONTROL_PX = { plain: 48, small: 44, labelled: 72, narrow: 68 };
/** Between two controls, as in the styles. */
const GAP_PX = { plain: 10, small: 10, labelled: 10, narrow: 4 };
/** From this width on the leave button has its label inside. */
const WIDE_PX = 560;
/** Below this width the buttons are 44 px, as on phones. */
const SMALL_PX = 480;

type Kind = keyof typeof CONTROL_PX;

/** What the size depends on. */
interface Toolbar extends LitElement {
  readonly labels: boolean;
  readonly orientation: 'horizontal' | 'vertical';
}

/**
 * The size of the toolbar and of its real controls. Both are observed, so that nothing is measured with an update that
 * changes neither.
 */
export class ToolbarSize {
  readonly #host: Toolbar;
  readonly #handleChange: () => void;
  #observer: ResizeObserver | null = null;
  /** The first control, and the leave button. */
  #watched: readonly Element[] = [];
  /** The length available for controls, in pixels; 0 until measured. */
  #length = 0;
  #measured: { readonly kind: Kind; readonly px: number } = { kind: 'plain', px: CONTROL_PX.plain };
  /** Of the wide leave button: about, until it was measured, because its label is a word of some language. */
  #leavePx = 112;

  /** @param handleChange called when another number of controls may fit. */
  constructor(host: Toolbar, handleChange: () => void) {
    this.#host = host;
    this.#handleChange = handleChange;
  }

  handleConnected(): void {
    // The observer of the tag's window: the tag may have been moved to another one.
    const { ResizeObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
    this.#observer = new ResizeObserver((entries) => {
      this.#handleResize(entries);
    });
    for (const target of [this.#host, ...this.#watched]) this.#observer.observe(target);
  }

  handleDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  /** @param buttons those that are drawn now, in order. */
  handleUpdated(buttons: readonly HTMLElement[]): void {
    const isLeave = ({ dataset }: HTMLElement): boolean => dataset.name === 'leave';
    const first = buttons.find((button) => !isLeave(button) && button.checkVisibility());
    const watched = [first?.closest('.control'), buttons.find(isLeave)].filter((each) => each instanceof HTMLElement);
    for (const old of this.#watched) if (!watched.includes(old as HTMLElement)) this.#observer?.unobserve(old);
    for (const each of watched) if (!this.#watched.includes(each)) this.#observer?.observe(each);
    this.#watched = watched;
  }

  /** The orientation has changed: nothing is known of the other length. */
  reset(): void {
    this.#length = 0;
  }

  get isSmall(): boolean {
    return this.#length > 0 && this.#length < SMALL_PX;
  }

  /** Whether the leave button has its label inside, where there are no labels below. */
  get isWide(): boolean {
    return this.#host.orientation === 'horizontal' && (this.#length === 0 || this.#length >= WIDE_PX);
  }

  /** How many controls fit. */
  get capacity(): number {
    if (this.#length === 0) return Infinity;
    const { labels, orientation } = this.#host;
    const gap = GAP_PX[this.#kind];
    const pitch = gap + this.#controlPx;
    // In a row, there is space before the leave button, and wide it takes more than one place.
    const space = orientation === 'vertical' || labels ? 0 : SPACE_PX;
    const more = this.isWide && !labels ? this.#leavePx + gap - pitch : 0;
    // One pixel of tolerance, because lengths are fractional.
    return Math.floor((this.#length + gap + 1 - space - more) / pitch);
  }

  get #kind(): Kind {
    const { labels, orientation } = this.#host;
    if (labels) return this.isSmall && orientation === 'horizontal' ? 'narrow' : 'labelled';
    return this.isSmall ? 'small' : 'plain';
  }

  get #controlPx(): number {
    const kind = this.#kind;
    const { kind: known, px } = this.#measured;
    // A size that the page has set is that of every width.
    const isSet = !hasLabels(known) && !hasLabels(kind) && px !== CONTROL_PX[known];
    return known === kind || isSet ? px : CONTROL_PX[kind];
  }

  #handleResize(entries: readonly ResizeObserverEntry[]): void {
    const kind = this.#kind;
    // In the next frame: a toolbar that folds at once resizes itself under its observer, which browsers report as an error.
    this.#host.ownerDocument.defaultView?.requestAnimationFrame(() => {
      const before = [this.#length, this.#controlPx, this.#leavePx].join();
      for (const entry of entries) this.#take(entry, kind);
      if (before !== [this.#length, this.#controlPx, this.#leavePx].join()) this.#handleChange();
    });
  }

  /** @param kind what a control was when it was measured. */
  #take({ target, contentRect, borderBoxSize: [box] }: ResizeObserverEntry, kind: Kind): void {
    const isVertical = this.#host.orientation === 'vertical';
    if (target === this.#host) {
      this.#length = isVertical ? contentRect.height : contentRect.width;
      return;
    }
    const px = (isVertical ? box?.blockSize : box?.inlineSize) ?? 0;
    // What the page has replaced meanwhile has no size.
    if (px === 0) return;
    if (!target.matches('.leave')) {
      // Labels in a column have one line, or several.
      this.#measured = { kind, px: hasLabels(kind) ? Math.max(px, CONTROL_PX[kind]) : px };
    } else if (target.matches('.wide')) {
      this.#leavePx = px;
    }
  }
}

function hasLabels(kind: Kind): boolean {
  return kind === 'labelled' || kind === 'narrow';
}
