import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Participant } from '../../core/index.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { icon } from '../internal/look/icons.js';
import { words } from '../internal/localization/words.js';
import type { MenuItem } from '../internal/menu/index.js';

/** A slider has this many steps. */
const STEPS = 20;

/** How loud each participant is heard here: muting, and a slider where the page may set a volume. */
export class VolumeControls {
  readonly #host: LitElement;
  readonly #link: RoomLink<RoomFacts>;
  /** Whose slider is shown. */
  readonly #shown = new Set<string>();
  #isHeld = false;
  /** The volumes before muting, by id. */
  readonly #before = new Map<string, number>();

  constructor(host: LitElement, link: RoomLink<RoomFacts>) {
    this.#host = host;
    this.#link = link;
  }

  isShown(id: string): boolean {
    return this.#shown.has(id);
  }

  /** Whether a slider is being dragged. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Participants who have left are heard as all others when they come again. */
  forgetAbsent(participants: readonly Participant[]): void {
    const ids = new Set(participants.map(({ id }) => id));
    for (const id of [...this.#shown, ...this.#before.keys()]) {
      if (ids.has(id)) continue;
      this.#shown.delete(id);
      this.#before.delete(id);
    }
  }

  itemsFor({ id, volume }: Participant): readonly MenuItem[] {
    const isShown = this.#shown.has(id);
    const mute: MenuItem = {
      key: 'mute',
      label: words(this.#link, volume === 0 ? 'unmuteForMe' : 'muteForMe'),
      choose: () => {
        if (volume > 0) this.#before.set(id, volume);
        void this.#set(id, volume === 0 ? (this.#before.get(id) ?? 1) : 0);
      },
    };
    if (!canSetVolume()) return [mute];
    const slider: MenuItem = {
      key: 'volume',
      label: words(this.#link, isShown ? 'hideVolume' : 'showVolume'),
      choose: () => {
        if (isShown) this.#shown.delete(id);
        else this.#shown.add(id);
        this.#host.requestUpdate();
        if (!isShown) void this.#focus(id);
      },
    };
    return [mute, slider];
  }

  render({ id, name, volume }: Participant): TemplateResult | typeof nothing {
    if (!this.#shown.has(id)) return nothing;
    const percent = new Intl.NumberFormat(this.#link.locale, { style: 'percent' }).format(volume);
    return html`<label class="volume">
      ${icon('speaker')}
      <input
        part="volume"
        type="range"
        min="0"
        max=${STEPS}
        data-volume=${id}
        aria-label=${this.#link.t('volumeOf', { name })}
        aria-valuetext=${percent}
        .value=${positionOf(volume)}
        @pointerdown=${this.#handleHeld}
        @input=${(event: Event) => {
          void this.#set(id, Number((event.currentTarget as HTMLInputElement).value) / STEPS);
        }}
      />
    </label>`;
  }

  /** Wherever the pointer is let go of, also when its row has gone meanwhile. */
  readonly #handleHeld = ({ pointerId }: PointerEvent): void => {
    const { ownerDocument } = this.#host;
    const undone = new AbortController();
    const release = (event: Event): void => {
      if ((event as PointerEvent).pointerId !== pointerId) return;
      undone.abort();
      this.#isHeld = false;
      this.#host.requestUpdate();
    };
    this.#isHeld = true;
    for (const type of ['pointerup', 'pointercancel']) {
      ownerDocument.addEventListener(type, release, { capture: true, signal: undone.signal });
    }
  };

  async #focus(id: string): Promise<void> {
    await this.#host.updateComplete;
    this.#find(id)?.focus();
  }

  async #set(id: string, volume: number): Promise<void> {
    if (await this.#link.ask({ type: 'noom-volume-request', id, volume })) return;
    // The slider is where it was dragged to, and the volume is as before. Not by `live()`: the row is not drawn again.
    const participant = this.#link.value?.participants.find((other) => other.id === id);
    const slider = this.#find(id);
    if (slider && participant) slider.value = positionOf(participant.volume);
  }

  #find(id: string): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector<HTMLInputElement>(`[data-volume="${CSS.escape(id)}"]`);
  }
}

/** Where the slider is at a volume. */
function positionOf(volume: number): string {
  return String(Math.round(volume * STEPS));
}

/** Whether a page may set a volume: on iOS the system owns it, and what is set is not kept. */
function canSetVolume(): boolean {
  const audio = document.createElement('audio');
  audio.volume = 0.5;
  return audio.volume === 0.5;
}
