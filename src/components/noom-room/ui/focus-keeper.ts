import { focusablesIn, focusFirst, isFocusLost } from '../../internal/keyboard/keep-focus.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import { regionOf } from './room-view.js';

/** How long a page may take to show what comes next: its own drawing, a transition. */
const PATIENCE_MS = 1000;

/** The focus is lost, or may be soon. */
interface Watch {
  readonly undo: AbortController;
  readonly until: number;
  /** Whether the call is in a new part of its life, which then has the first claim. */
  readonly isRegionNew: boolean;
  /** In which tag it was, and what there is next in that. */
  readonly from: HTMLElement | null;
  readonly next: readonly HTMLElement[];
}

/**
 * Takes the focus on when what had it goes: with a tag's drawing, or because the page shows something else in the new state of the
 * call. It goes to what is next in the same tag; in a new state, to what that is for (the toolbar in a call, the form before and
 * after it), in the built-in UI and in the page's own. A focus that is anywhere stays, and a person who presses or clicks meanwhile
 * is not disturbed.
 */
export class FocusKeeper {
  readonly #room: RoomHost;
  #watch: Watch | null = null;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** The call is in a new region of its life: the page may take away what has the focus, if that is in one of the room's tags. */
  handleRegion(): void {
    const { ownerDocument, linked } = this.#room;
    const isOurs = [this.#room, ...linked].some((tag) => tag.isConnected && tag.matches(':focus-within'));
    if (isOurs && !isFocusLost(ownerDocument)) this.#begin({ isRegionNew: true, from: null, next: [] });
  }

  /** The focus went with what a tag drew. @param next what could take it in there. */
  handleLoss(from: HTMLElement, next: readonly HTMLElement[]): void {
    const isRegionNew = this.#watch?.isRegionNew === true && !this.#isOver;
    if (isRegionNew || !focusFirst(next)) this.#begin({ isRegionNew, from, next });
  }

  /** Looks whether the focus is to be taken on; also called when the room has drawn something that came late. */
  look(): void {
    if (this.#watch === null || !isFocusLost(this.#room.ownerDocument)) return;
    const { from, next } = this.#watch;
    const isTaken =
      focusFirst(this.#next()) || (this.#isOver && (focusFirst(next) || (from !== null && focusBase(from))));
    if (isTaken) this.close();
  }

  /** Lets it be. */
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
      this.look();
      // What the built-in UI fetches may take longer; then its drawing looks again.
      if (!this.#isOver) this.#room.ownerDocument.defaultView?.requestAnimationFrame(look);
    };
    look();
  }

  /** They go on by themselves; the key that led here may be down still. */
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
