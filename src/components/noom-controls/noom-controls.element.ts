import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { toCallError } from '../../core/index.js';
import { oneOf } from '../internal/element/attributes.js';
import { icon } from '../internal/look/icons.js';
import { LazyDrawing } from '../internal/lazy/lazy-drawing.js';
import { LinkedElement } from '../internal/link/linked-element.js';
import { isOnServer } from '../internal/element/on-server.js';
import { property, state } from '../internal/element/property.js';
import { RoomLink } from '../internal/link/room-link.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { untranslated, words } from '../internal/localization/words.js';
import { CONTROL_NAMES, describeControl, KEPT, parseControls, type Control, type ControlName } from './control-list.js';
import { foldControls } from './fold.js';
import { roomParts } from '../internal/lazy/parts.js';
import { controlsStyles } from './noom-controls.styles.js';
import { rove } from './roving-focus.js';

/** Between two buttons, as in the styles. */
const GAP_PX = 10;
/** The width of a button: 48, on phones 44, and 72 with a label, which is the maximum width of the label. */
const BUTTON_PX = { plain: 48, small: 44, labelled: 72 };
/** From this width on the leave button has its label inside, which takes one more place. */
const WIDE_PX = 560;
/** Below this width the buttons are 44 px, as on phones. */
const SMALL_PX = 480;

type Name = ControlName | 'more';

/**
 * The toolbar of a call. The name of each button says what pressing it does; each press is a wish that a page can
 * cancel. Controls that do not fit fold into "more".
 *
 * @summary The toolbar of a call.
 * @slot start - Before the controls.
 * @slot end - After the controls.
 * @slot microphone - In place of that control.
 * @slot camera - In place of that control.
 * @slot screen - In place of that control.
 * @slot hand - In place of that control.
 * @slot chat - In place of that control.
 * @slot fullscreen - In place of that control.
 * @slot flip - In place of that control.
 * @slot settings - In place of that control.
 * @slot leave - In place of that control.
 * @csspart toolbar - The row, or column, of buttons.
 * @csspart button - Each button.
 * @csspart button-microphone - The button that turns the microphone on or off.
 * @csspart button-camera - The button that turns the camera on or off.
 * @csspart button-screen - The button that shares a screen, or stops it; not there where the browser cannot.
 * @csspart button-hand - The button that raises or lowers the hand.
 * @csspart button-chat - The button that opens or closes the chat.
 * @csspart button-fullscreen - The button for full screen.
 * @csspart button-flip - The button that switches to the other camera.
 * @csspart button-settings - The button that opens or closes the settings.
 * @csspart button-leave - The button that leaves the call.
 * @csspart button-more - The button that opens the menu of controls that do not fit.
 * @csspart icon - Each icon.
 * @csspart label - The label under an icon, and in the leave button.
 * @csspart badge - The number of unread messages.
 * @csspart menu - The menu of the "more" button.
 * @event noom-microphone-request - The microphone is to be turned on or off (`on`). Cancelable.
 * @event noom-camera-request - The camera is to be turned on or off (`on`). Cancelable.
 * @event noom-screen-request - A screen is to be shared (`on`), or no longer. Cancelable.
 * @event noom-flip-request - The other camera is to be used. Cancelable.
 * @event noom-hand-request - The hand is to be raised (`on`) or lowered. Cancelable.
 * @event noom-panel-request - `panel` is to open beside the stage; `null` closes it. Cancelable.
 * @event noom-fullscreen-request - The room is to enter (`on`) or exit full screen. Cancelable.
 * @event noom-leave-request - The person wants to leave. Cancelable.
 */
export class NoomControls extends LinkedElement {
  static override styles = [buttonStyles, controlsStyles];

  /** The controls, in order, separated by spaces; by default all. */
  @property() controls: string = CONTROL_NAMES.join(' ');
  /** Shows a label under each icon. */
  @property({ type: Boolean }) labels = false;
  /** A row or a column. */
  @property({ converter: oneOf('horizontal', 'vertical') }) orientation: 'horizontal' | 'vertical' = 'horizontal';

  /** The length available for buttons, in pixels; 0 until measured. @internal */
  @state() protected length = 0;
  /** The button in the Tab order. @internal */
  @state() protected current: Name | null = null;

  readonly #link = new RoomLink(this, ({ state, self, devices }) => ({ state, self, devices }));
  readonly #menu = new LazyDrawing(this, roomParts, ({ menuStyles }) => {
    this.addStyles([menuStyles]);
  });
  #measure: ResizeObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (isOnServer) return;
    // The observer of the tag's window: the tag may have been moved to another one.
    const { ResizeObserver } = this.ownerDocument.defaultView ?? globalThis;
    this.#measure = new ResizeObserver(this.#handleResize);
    this.#measure.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#measure?.disconnect();
    this.#measure = null;
  }

  /** Focuses the button in the Tab order. */
  override focus(options?: FocusOptions): void {
    // A toolbar that was just added is not rendered yet.
    if (!this.hasUpdated) {
      void this.updateComplete.then(() => {
        this.focus(options);
      });
      return;
    }
    this.shadowRoot?.querySelector<HTMLElement>('.round[tabindex="0"]')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('orientation')) this.length = 0;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Exactly one button is in the Tab order, and it is enabled.
    const buttons = this.#getButtons();
    const wanted = buttons.find(({ disabled, dataset }) => !disabled && dataset.name === this.current);
    const focusable = wanted ?? buttons.find(({ disabled }) => !disabled);
    for (const button of buttons) button.tabIndex = button === focusable ? 0 : -1;
  }

  protected override render(): TemplateResult {
    const { room, value } = this.#link;
    const controls = parseControls(this.controls)
      .map((name) => describeControl(name, room, value))
      .filter((control) => control !== null);
    const { order, isWide } = this.#arrange(controls.map(({ name }) => name));
    const folded = controls.filter(({ name }) => !order.includes(name));
    const byName = new Map(controls.map((control) => [control.name, control]));
    return html`<div
      class="toolbar ${this.orientation} ${this.labels ? 'labelled' : ''} ${this.#isSmall ? 'small' : ''}"
      part="toolbar"
      role="toolbar"
      lang=${this.#link.lang}
      aria-label=${this.#t('callControls')}
      aria-orientation=${this.orientation}
      @keydown=${this.#handleKey}
      @focusin=${this.#handleFocus}
    >
      <slot name="start"></slot>
      ${repeat(
        order,
        (name) => name,
        (name) => {
          const control = name === 'more' ? undefined : byName.get(name);
          return control ? this.#renderControl(control, isWide) : this.#renderMore(folded);
        },
      )}
      <slot name="end"></slot>
    </div>`;
  }

  #renderControl(control: Control, isWide: boolean): TemplateResult {
    const { name, isOff, isActive, isPending, isDisabled } = control;
    const unread = name === 'chat' ? (this.#link.room?.unread ?? 0) : 0;
    const title =
      unread > 0 ? `${this.#t(control.title)}, ${this.#t('unread', { count: unread })}` : this.#t(control.title);
    const isWideLeave = name === 'leave' && isWide && !this.labels;
    const kind =
      name === 'leave' ? `leave danger ${isWideLeave ? 'wide' : ''}` : isOff ? 'off' : isActive ? 'active' : '';
    return html`<slot name=${name}>
      <div class="control">
        <button
          class="round ${kind}"
          part="button button-${name}"
          type="button"
          data-name=${name}
          title=${title}
          aria-label=${title}
          aria-busy=${isPending ? 'true' : nothing}
          ?disabled=${isDisabled}
          @click=${() => this.#link.ask(control.wish)}
        >
          ${icon(control.icon)}${isWideLeave ? html`<span part="label">${words(this.#link, 'leave')}</span>` : nothing}
        </button>
        ${unread > 0 ? html`<span class="badge" part="badge" aria-hidden="true">${untranslated(unread > 99 ? '99+' : unread)}</span>` : nothing}
        ${this.labels ? html`<span class="label" part="label" aria-hidden="true">${words(this.#link, control.label)}</span>` : nothing}
      </div>
    </slot>`;
  }

  #renderMore(folded: readonly Control[]): TemplateResult {
    const title = this.#t('more');
    return html`<div class="control">
      <button
        class="round"
        part="button button-more"
        type="button"
        data-name="more"
        title=${title}
        aria-label=${title}
        aria-haspopup="menu"
        popovertarget="menu"
        @click=${this.#handleMore}
      >
        ${icon('more')}
      </button>
      ${this.labels ? html`<span class="label" part="label" aria-hidden="true">${words(this.#link, 'moreLabel')}</span>` : nothing}
      ${this.#menu.want()?.renderMenu(this.#link, folded)}
    </div>`;
  }

  get #isSmall(): boolean {
    return this.length > 0 && this.length < SMALL_PX;
  }

  /** Decides which buttons fit; "more" comes before the leave button, which stays last. */
  #arrange(names: readonly ControlName[]): { order: readonly Name[]; isWide: boolean } {
    const { length } = this;
    const isWide = this.orientation === 'horizontal' && (length === 0 || length >= WIDE_PX);
    const pitch = GAP_PX + BUTTON_PX[this.labels ? 'labelled' : this.#isSmall ? 'small' : 'plain'];
    // One pixel of tolerance, because lengths are fractional.
    const capacity = length === 0 ? Infinity : Math.floor((length + GAP_PX + 1) / pitch) - (isWide ? 1 : 0);
    const { shown, folded } = foldControls(names, KEPT, capacity);
    if (folded.length === 0) return { order: shown, isWide };
    const order: Name[] = [...shown];
    order.splice(shown.at(-1) === 'leave' ? -1 : order.length, 0, 'more');
    return { order, isWide };
  }

  readonly #handleResize = ([entry]: readonly ResizeObserverEntry[]): void => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    // In the next frame: a toolbar that folds at once resizes itself under its observer, which browsers report as an error.
    this.ownerDocument.defaultView?.requestAnimationFrame(() => {
      this.length = this.orientation === 'vertical' ? height : width;
    });
  };

  #getButtons(): readonly HTMLButtonElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLButtonElement>('.round') ?? [])];
  }

  #handleFocus(event: Event): void {
    if (event.target instanceof HTMLElement && event.target.matches('.round')) {
      this.current = event.target.dataset.name as Name;
    }
  }

  #handleKey(event: KeyboardEvent): void {
    const { target } = event;
    if (!(target instanceof HTMLButtonElement) || !target.matches('.round')) return;
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const isVertical = this.orientation === 'vertical';
    rove(event, this.#getButtons(), { isVertical, isRtl });
  }

  /** If the menu is not loaded yet, opens it once it is. */
  async #handleMore(): Promise<void> {
    if (roomParts.value) return;
    try {
      await roomParts.load();
    } catch (error) {
      this.#link.room?.report(toCallError(error));
      return;
    }
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>('.menu')?.showPopover();
  }

  #t(...words: Parameters<RoomLink['t']>): string {
    return this.#link.t(...words);
  }
}
