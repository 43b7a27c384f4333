import { focusablesIn, focusFirst, isFocusLost } from '../../internal/keyboard/keep-focus.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import { regionOf } from './room-view.js';

/** How long a page may take to show the next screen: its own rendering, a transition. */
const PATIENCE_MS = 1000;

/** The focus is lost, or may be soon. */
interface Watch {
  readonly undo: AbortController;
  readonly until: number;
  /** Whether the call is in a new region, whose elements take precedence. */
  readonly isRegionNew: boolean;
  /** The tag that had the focus, and the candidates in it. */
  readonly from: HTMLElement | null;
  readonly next: readonly HTMLElement[];
}

/**
 * Moves the focus on when the focused element disappears: by a rendering of a tag, or because the page shows something
 * else in a new state of the call. It moves to the next element in the same tag; in a new state, to the main element of
 * that state (the toolbar in a call, the form before and after it), in the built-in UI and in the page's own. A focus
 * elsewhere is left alone, and so is a person who presses or clicks meanwhile.
 */
export class FocusKeeper {
  readonly #room: RoomHost;
  #watch: Watch | null = null;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** The call is in a new region: the page may remove the focused element, if that is in one of the room's tags. */
  handleRegion(): void {
    const { ownerDocument, linked } = this.#room;
    const isOurs = [this.#room, ...linked].some((tag) => tag.isConnected && tag.matches(':focus-within'));
    if (isOurs && !isFocusLost(ownerDocument)) this.#begin({ isRegionNew: true, from: null, next: [] });
  }

  /** The focused element of a tag was removed. @param next the candidates in that tag. */
  handleLoss(from: HTMLElement, next: readonly HTMLElement[]): void {
    const isRegionNew = this.#watch?.isRegionNew === true && !this.#isOver;
    if (isRegionNew || !focusFirst(next)) this.#begin({ isRegionNew, from, next });
  }

  /** Moves the focus on if it is lost; also called when the room has rendered a lazy part. */
  look(): void {
    if (this.#watch === null || !isFocusLost(this.#room.ownerDocument)) return;
    const { from, next } = this.#watch;
    const isTaken =
      focusFirst(this.#next()) || (this.#isOver && (focusFirst(next) || (from !== null && focusBase(from))));
    if (isTaken) this.close();
  }

  /** Stops watching. */
  close(): void {
    this.#watch?.undo.abort();
    this.#watch = null;
  }

  #begin(watch: Pick<Watch, 'isRegionNew' | 'from' | 'next'>): void {
    this.close();
    const undo = new AbortController();
    this.#watch = { ...watch, undo, until: performance.now() + PATIENCE_MS };
    for (const type of ['keydown', 'pointerdown', 'focusin']) {
      this.#room.ownerDocument.addEventListener(type, this.#handlePerson, { capture: true, signal: undo.signal });
    }
    this.#lookEachFrame(undo.signal);
  }

  get #isOver(): boolean {
    return this.#watch !== null && performance.now() > this.#watch.until;
  }

  #lookEachFrame(signal: AbortSignal): void {
    const look = (): void => {
      if (signal.aborted) return;
      // Read before: the last look must be one that knows that the time is over.
      const isLast = this.#isOver;
      this.look();
      // Lazy parts of the built-in UI may take longer; then their rendering calls `look()` again.
      if (!isLast) this.#room.ownerDocument.defaultView?.requestAnimationFrame(look);
    };
    look();
  }

  /** The person goes on by themselves; a repeated key may be the one that caused this. */
  readonly #handlePerson = (event: Event & { repeat?: boolean }): void => {
    if (event.repeat !== true) this.close();
  };

  #next(): readonly HTMLElement[] {
    const region = regionOf(this.#room.snapshot);
    const names = region === 'call' || region === 'lobby' ? ['noom-controls', 'noom-chat'] : ['noom-prejoin'];
    const linked = [...this.#room.linked];
    return [
      ...(this.#room.shadowRoot?.querySelectorAll<HTMLElement>('.screen .button') ?? []),
      ...names.flatMap((name) => linked.filter(({ localName }) => localName === name)),
      ...[...this.#room.children].filter(({ slot }) => slot !== '').flatMap((child) => focusablesIn(child)),
    ];
  }
}

/** The tag itself, so that Tab goes on from there. */
function focusBase(tag: HTMLElement): boolean {
  const base = tag.shadowRoot?.querySelector<HTMLElement>('[part~="base"], [part~="toolbar"]');
  if (!base) return false;
  base.tabIndex = -1;
  return focusFirst([base]);
}
