import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { warn } from '../internal/element/warn.js';
import { controlIcon } from '../internal/look/control-icons.js';
import type { View } from '../internal/lazy/lazy-element.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { words } from '../internal/localization/words.js';
import { describeControl, keptOf, parseControls, type Control, type ControlSlice } from './control-list.js';
import type { ControlName } from './control-names.js';
import { foldControls } from './fold.js';
import { HintBox } from './hint-box.js';
import { renderMore } from './more-menu.js';
import { controlsStyles } from './noom-controls.styles.js';
import { parseReactions, renderReactions } from './reactions-menu.js';
import { ToolbarSize } from './toolbar-size.js';
import { canRove, rove } from '../internal/keyboard/roving-focus.js';
import { menuStyles } from '../internal/menu/index.js';

type Name = ControlName | 'more';

/** What the view draws from. */
interface ControlsHost extends LitElement {
  readonly controls: string;
  readonly labels: boolean;
  readonly reactions: string;
  readonly orientation: 'horizontal' | 'vertical';
}

/** The view of the toolbar: renders it, and handles its keys and its size. */
export class ControlsView implements View {
  readonly styles = [buttonStyles, controlsStyles, menuStyles];
  readonly #host: ControlsHost;
  readonly #link: RoomLink<ControlSlice>;
  readonly #size: ToolbarSize;
  #orientation: string;
  /** The button in the Tab order. */
  #current: Name | null = null;
  /** By what it was chosen; empty when it is to be chosen anew. */
  #arranged: readonly unknown[] = [];
  /** The attribute as it was read last, and the emoji in it. */
  #reactions = '';
  #emojis: readonly string[] = [];
  readonly #hint: HintBox;

  constructor(host: ControlsHost, link: RoomLink<ControlSlice>) {
    this.#host = host;
    this.#link = link;
    this.#orientation = host.orientation;
    this.#hint = new HintBox(host, link);
    this.#size = new ToolbarSize(host, () => {
      host.requestUpdate();
    });
  }

  hostConnected(): void {
    this.#size.handleConnected();
    this.#hint.handleConnected();
  }

  hostDisconnected(): void {
    this.#size.handleDisconnected();
    this.#hint.handleDisconnected();
  }

  hostUpdate(): void {
    const { orientation, reactions } = this.#host;
    if (orientation !== this.#orientation) this.#size.reset();
    this.#orientation = orientation;
    if (reactions !== this.#reactions) this.#readReactions(reactions);
  }

  hostUpdated(): void {
    const buttons = this.#getButtons();
    const { labels, orientation } = this.#host;
    const facts = [this.#current, labels, orientation, ...buttons, ...buttons.map(({ disabled }) => disabled)];
    // Whether a button is drawn takes a layout of the page: it is not looked at for another number or title.
    if (facts.length !== this.#arranged.length || facts.some((fact, index) => fact !== this.#arranged[index])) {
      this.#arranged = this.#chooseFocusable(buttons) ? facts : [];
      this.#size.handleUpdated(buttons);
    }
    this.#hint.handleUpdated();
  }

  /** Focuses the button in the Tab order. */
  focus(options?: FocusOptions): void {
    this.#host.shadowRoot?.querySelector<HTMLElement>('.round[tabindex="0"]')?.focus(options);
  }

  render(): TemplateResult {
    const { room, value } = this.#link;
    const { orientation, labels } = this.#host;
    const controls = parseControls(this.#host.controls)
      .map((name) => describeControl(name, room, value))
      .filter((control) => control !== null);
    const { order, isWide } = this.#arrange(controls.map(({ name }) => name));
    const folded = controls.filter(({ name }) => !order.includes(name));
    const byName = new Map(controls.map((control) => [control.name, control]));
    return html`<div
      class="toolbar ${orientation} ${labels ? 'labelled' : ''} ${this.#size.isSmall ? 'small' : ''}"
      part="toolbar"
      role="toolbar"
      lang=${this.#link.lang}
      aria-label=${this.#t('callControls')}
      aria-orientation=${orientation}
      @keydown=${this.#handleKey}
      @focusin=${this.#handleFocus}
      @slotchange=${this.#handleSlot}
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
    const { name, wish, isOff, isActive, isPending, isDisabled } = control;
    const isChat = name === 'chat';
    const count = isChat ? this.#link.room?.unread : name === 'participants' && !isDisabled && this.#link.value?.count;
    const number = count ? `, ${this.#t(isChat ? 'unread' : 'participantCount', { count })}` : '';
    const title = this.#t(control.title) + number;
    const shown = untranslated(count && count > 99 ? '99+' : count);
    const badge = count
      ? html`<span class="badge ${isChat ? '' : 'quiet'}" part="badge" aria-hidden="true">${shown}</span>`
      : nothing;
    const hint = name === 'microphone' ? this.#hint.value : null;
    const isWideLeave = name === 'leave' && isWide && !this.#host.labels;
    const kind =
      name === 'leave' ? `leave danger ${isWideLeave ? 'wide' : ''}` : isOff ? 'off' : isActive ? 'active' : '';
    const isTalking = hint?.type === 'talking';
    return html`<slot name=${name}>
      <div class="control">
        <button
          class="round ${kind} ${isTalking ? 'talking' : ''}"
          part="button button-${name}"
          type="button"
          data-name=${name}
          title=${title}
          aria-label=${title}
          aria-busy=${isPending ? 'true' : nothing}
          aria-describedby=${hint ? 'hint' : nothing}
          ?disabled=${isDisabled}
          aria-haspopup=${wish === null ? 'menu' : nothing}
          popovertarget=${wish === null ? name : nothing}
          @click=${() => wish && this.#link.ask(wish)}
        >
          ${controlIcon(control.icon)}${isWideLeave ? html`<span part="label">${words(this.#link, 'leave')}</span>` : nothing}
        </button>
        ${badge} ${name === 'microphone' ? this.#hint.render() : nothing}
        ${this.#host.labels ? html`<span class="label" part="label" aria-hidden="true">${words(this.#link, control.label)}</span>` : nothing}
        ${wish === null ? renderReactions(this.#link, this.#emojis, isDisabled) : nothing}
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
        ?disabled=${folded.every(({ isDisabled }) => isDisabled)}
      >
        ${controlIcon('more')}
      </button>
      ${this.#host.labels ? html`<span class="label" part="label" aria-hidden="true">${words(this.#link, 'moreLabel')}</span>` : nothing}
      ${renderMore(this.#link, folded, this.#emojis)}
    </div>`;
  }

  /** Decides which buttons fit; "more" comes before the leave button, which stays last. */
  #arrange(names: readonly ControlName[]): { order: readonly Name[]; isWide: boolean } {
    const { capacity, isWide } = this.#size;
    const { shown, folded } = foldControls(names, keptOf(capacity), capacity);
    if (folded.length === 0) return { order: shown, isWide };
    const order: Name[] = [...shown];
    order.splice(shown.at(-1) === 'leave' ? -1 : order.length, 0, 'more');
    return { order, isWide };
  }

  /** Exactly one button is in the Tab order, of those that are enabled and drawn. Returns whether there is one. */
  #chooseFocusable(buttons: readonly HTMLButtonElement[]): boolean {
    const current = buttons.find(({ dataset }) => dataset.name === this.#current);
    const focusable = current && canRove(current) ? current : buttons.find(canRove);
    for (const button of buttons) button.tabIndex = button === focusable ? 0 : -1;
    return focusable !== undefined;
  }

  #readReactions(text: string): void {
    const { emojis, hasOthers } = parseReactions(text);
    this.#reactions = text;
    this.#emojis = emojis;
    if (hasOthers)
      warn('<noom-controls>', 'reactions has what is not one emoji, which is not offered. Write 👍 🎉 ❤️.');
  }

  #getButtons(): readonly HTMLButtonElement[] {
    return [...(this.#host.shadowRoot?.querySelectorAll<HTMLButtonElement>('.round') ?? [])];
  }

  /** The page replaces a control, or no longer does: other buttons are drawn. */
  readonly #handleSlot = (): void => {
    this.#arranged = [];
    this.#host.requestUpdate();
  };

  readonly #handleFocus = (event: Event): void => {
    if (event.target instanceof HTMLElement && event.target.matches('.round')) {
      this.#current = event.target.dataset.name as Name;
      this.#host.requestUpdate();
    }
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const { target } = event;
    this.#hint.handleKey(event);
    if (!(target instanceof HTMLButtonElement) || !target.matches('.round')) return;
    const isRtl = getComputedStyle(this.#host).direction === 'rtl';
    const isVertical = this.#host.orientation === 'vertical';
    rove(event, this.#getButtons(), { isVertical, isRtl });
  };

  #t(...words: Parameters<RoomLink['t']>): string {
    return this.#link.t(...words);
  }
}
