import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { followHints, hintOf, setHint, type MicrophoneHint } from '../internal/audio/microphone-hint.js';
import { keyName } from '../internal/keyboard/key-name.js';
import { isFree, useUp } from '../internal/keyboard/handle-keys.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { words } from '../internal/localization/words.js';
import { controlIcon } from '../internal/look/control-icons.js';
import { followButton } from '../internal/menu/index.js';
import type { ControlSlice } from './control-list.js';

/**
 * The hint at the microphone's button: that the participant speaks while it is off, or that it is on while a key is
 * held. A popover, which nothing clips; `RoomWords` announces what is to be announced.
 */
export class HintBox {
  readonly #host: LitElement;
  readonly #link: RoomLink<ControlSlice>;
  #unfollow = (): void => undefined;
  #box: HTMLElement | null = null;
  /** Watches whether the button of the box can be seen. */
  #watch: IntersectionObserver | null = null;

  constructor(host: LitElement, link: RoomLink<ControlSlice>) {
    this.#host = host;
    this.#link = link;
  }

  /** The hint, where it is true now: a key is held before the microphone is on. */
  get value(): MicrophoneHint | null {
    const { room, value } = this.#link;
    const hint = room && hintOf(room);
    const { on, pending } = value?.self.sources.microphone ?? {};
    if (!hint || pending) return null;
    return (hint.type === 'talking') === on ? hint : null;
  }

  handleConnected(): void {
    this.#unfollow = followHints((room) => {
      if (room === this.#link.room) this.#host.requestUpdate();
    });
  }

  handleDisconnected(): void {
    this.#unfollow();
    this.#forget();
  }

  /** Keeps the box open at the button for as long as that can be seen. */
  handleUpdated(): void {
    const box = this.#host.shadowRoot?.querySelector<HTMLElement>('.hint') ?? null;
    if (box === this.#box || !this.#host.isConnected) return;
    this.#forget();
    const button = this.#button;
    const { defaultView: view } = this.#host.ownerDocument;
    if (!box || !button || !view) return;
    this.#box = box;
    this.#watch = new view.IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) open(box, button);
    });
    this.#watch.observe(button);
  }

  /** Escape in the toolbar dismisses a notice. */
  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !isFree(event) || this.value?.type !== 'muted') return;
    useUp(event);
    this.#dismiss();
  }

  render(): TemplateResult | typeof nothing {
    const { value } = this;
    const link = this.#link;
    if (value === null) return nothing;
    if (value.type === 'talking') {
      return html`<div class="hint" part="hint" popover="manual">
        ${controlIcon('microphone')}<span id="hint">${words(link, 'talking', { key: keyName(value.key, link) })}</span>
      </div>`;
    }
    return html`<div class="hint" part="hint" popover="manual">
      <span class="warning">${controlIcon('microphone-off')}</span><span id="hint">${words(link, 'mutedSpeech')}</span>
      <button class="dismiss" type="button" aria-label=${link.t('dismiss')} @click=${this.#dismiss}>
        ${controlIcon('close')}
      </button>
    </div>`;
  }

  get #button(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('[data-name="microphone"]');
  }

  #forget(): void {
    this.#watch?.disconnect();
    this.#watch = null;
    this.#box = null;
  }

  readonly #dismiss = (): void => {
    if (this.#host.shadowRoot?.activeElement?.matches('.dismiss')) this.#button?.focus();
    if (this.#link.room) setHint(this.#link.room, null);
  };
}

/** Opens the box, until it is gone or the button can no longer be seen. */
function open(box: HTMLElement, button: HTMLElement): void {
  if (!box.isConnected || box.matches(':popover-open')) return;
  box.showPopover();
  followButton(box, button, () => {
    box.hidePopover();
  });
}
