import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { RoomLink } from '../internal/link/room-link.js';
import type { Size } from '../internal/observe/box-watch.js';
import { moveTo, type Rectangle } from './place-tiles.js';
import type { SelfView } from './plan-stage.js';

/** What a person has chosen for the self view; lives as long as the call's object, so that a new stage has it too. */
interface Choice {
  view: SelfView | null;
  /** The page's setting that it was chosen over: another setting of the page takes precedence. */
  over: SelfView | null;
  isAtEnd: boolean;
  isAtBottom: boolean;
}

interface Drag {
  readonly grip: HTMLElement;
  readonly tile: HTMLElement | null;
  readonly pointerId: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly sign: 1 | -1;
  x: number;
  y: number;
}

/** Less than this is a press, not a drag. */
const SLACK_PX = 4;
const choices = new WeakMap<object, Choice>();

/** The stage, as the self view needs it. */
export interface SelfViewHost extends HTMLElement, ReactiveControllerHost {
  selfView: SelfView | null;
}

/** Where the self view is by the person's choice, and how it is moved from corner to corner. */
export class SelfViewPlace implements ReactiveController {
  readonly #host: SelfViewHost;
  readonly #link: Pick<RoomLink, 'call' | 't'>;
  #drag: Drag | null = null;
  #box: Size = { width: 0, height: 0 };
  #place: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

  constructor(host: SelfViewHost, link: Pick<RoomLink, 'call' | 't'>) {
    this.#host = host;
    this.#link = link;
  }

  /** It may float no longer, while it is dragged: the tile stays, and the browser tells the page alone. */
  hostUpdated(): void {
    if (this.#drag?.grip.isConnected === false) this.#forget();
  }

  /** What the person has chosen; else as the page says. */
  get view(): SelfView | null {
    const { view, over } = this.#choice;
    return view !== null && over === this.#host.selfView ? view : this.#host.selfView;
  }

  /** Where the tiles are. */
  get root(): ShadowRoot | null {
    return this.#host.shadowRoot;
  }

  choose(view: SelfView): void {
    Object.assign(this.#choice, { view, over: this.#host.selfView });
    this.#host.requestUpdate();
  }

  /** The next corner, clockwise in a page from left to right. */
  readonly goOn = (): void => {
    const { isAtEnd, isAtBottom } = this.#choice;
    Object.assign(this.#choice, { isAtEnd: !isAtBottom, isAtBottom: isAtEnd });
    this.#host.requestUpdate();
  };

  /**
   * The place of the floating self view, inside the box.
   * @param place as it is at the bottom of the inline end.
   * @param gap the distance from the edges.
   * @param below the height of what is under the tiles there.
   */
  place(place: Rectangle, box: Size, gap: number, below: number): Rectangle {
    this.#box = { width: box.width, height: box.height - below };
    const { isAtEnd, isAtBottom } = this.#choice;
    const y = isAtBottom ? Math.max(0, place.y - below) : Math.min(gap, place.y);
    this.#place = { ...place, x: isAtEnd ? place.x : Math.min(gap, place.x), y };
    return this.#dragged();
  }

  /** What takes the pointer and the keys, over the whole tile. */
  renderGrip(): TemplateResult {
    const { isAtEnd, isAtBottom } = this.#choice;
    const isAtRight = isAtEnd !== this.#isRtl;
    const corner = this.#link.t(
      isAtBottom ? (isAtRight ? 'bottomRight' : 'bottomLeft') : isAtRight ? 'topRight' : 'topLeft',
    );
    return html`<button
      slot="overlay"
      class="grip"
      type="button"
      aria-label=${this.#link.t('moveSelf')}
      aria-description=${this.#link.t('moveSelfHint', { corner })}
      @keydown=${this.#handleKey}
      @click=${(event: PointerEvent) => {
        // By the keyboard or a screen reader: a press of the pointer is the beginning of a drag.
        if (event.detail === 0) this.goOn();
      }}
      @pointerdown=${this.#begin}
      @pointermove=${this.#move}
      @pointerup=${this.#drop}
      @pointercancel=${this.#end}
      @lostpointercapture=${this.#end}
    ></button>`;
  }

  get #choice(): Choice {
    const key = this.#link.call ?? this.#host;
    const choice = choices.get(key) ?? { view: null, over: null, isAtEnd: true, isAtBottom: true };
    choices.set(key, choice);
    return choice;
  }

  get #isRtl(): boolean {
    return getComputedStyle(this.#host).direction === 'rtl';
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = this.#choice;
    const isAtEnd = event.key === (this.#isRtl ? 'ArrowLeft' : 'ArrowRight');
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') choice.isAtBottom = event.key === 'ArrowDown';
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') choice.isAtEnd = isAtEnd;
    else return;
    event.preventDefault();
    this.#host.requestUpdate();
  };

  readonly #begin = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    const grip = event.currentTarget as HTMLElement;
    grip.setPointerCapture(event.pointerId);
    const { pointerId, clientX: fromX, clientY: fromY } = event;
    this.#drag = { grip, tile: grip.closest('.tile'), pointerId, fromX, fromY, sign: this.#isRtl ? -1 : 1, x: 0, y: 0 };
  };

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.pointerId !== event.pointerId) return;
    drag.x = (event.clientX - drag.fromX) * drag.sign;
    drag.y = event.clientY - drag.fromY;
    if (Math.hypot(drag.x, drag.y) < SLACK_PX) return;
    drag.tile?.toggleAttribute('data-dragged', true);
    if (drag.tile) moveTo(drag.tile, this.#dragged());
  };

  readonly #drop = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.pointerId !== event.pointerId) return;
    const { x, y, width, height } = this.#dragged();
    const isAtEnd = x + width / 2 > this.#box.width / 2;
    const isAtBottom = y + height / 2 > this.#box.height / 2;
    if (Math.hypot(drag.x, drag.y) >= SLACK_PX) Object.assign(this.#choice, { isAtEnd, isAtBottom });
    this.#end();
  };

  readonly #end = (): void => {
    if (this.#drag === null) return;
    this.#forget();
    this.#host.requestUpdate();
  };

  #forget(): void {
    this.#drag?.tile?.removeAttribute('data-dragged');
    this.#drag = null;
  }

  /** Its place under the pointer, or else in its corner; always inside the box as it is now. */
  #dragged(): Rectangle {
    const { x, y, width, height } = this.#place;
    const within = (position: number, most: number): number => Math.max(0, Math.min(position, most));
    return {
      width,
      height,
      x: within(x + (this.#drag?.x ?? 0), this.#box.width - width),
      y: within(y + (this.#drag?.y ?? 0), this.#box.height - height),
    };
  }
}
