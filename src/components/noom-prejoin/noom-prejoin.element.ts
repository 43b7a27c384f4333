import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon } from '../internal/icons.js';
import { LinkedElement } from '../internal/linked-element.js';
import type { TextKey } from '../internal/localization/index.js';
import { RoomLink, type RoomHost } from '../internal/room-link.js';
import { testSpeaker } from '../internal/test-speaker.js';
import { buttonStyles, fieldStyles } from '../internal/theme.styles.js';
import { LevelLoop } from '../noom-device-select/level-loop.js';
import { BLOCKED_TEXTS, blockedKinds, blockedOf, browserName, type Blocked } from './blocked.js';
import { prejoinStyles } from './noom-prejoin.styles.js';

/** The longest name of a person or a room, in characters. */
const MAX_CHARACTERS = 64;

type Field = 'name' | 'room';

/** What is wrong with a field; `null` when nothing is. */
function problemOf(field: Field, text: string): TextKey | null {
  if (text.trim() === '') return field === 'name' ? 'nameMissing' : 'roomMissing';
  return [...text.trim()].length > MAX_CHARACTERS ? 'nameTooLong' : null;
}

/**
 * What comes before a call: one's name, one's picture, the microphone's level, the devices, and joining. Gone while in the call.
 *
 * @summary Choosing name and devices before joining.
 * @csspart base - Everything.
 * @csspart title - The heading.
 * @csspart preview - One's own picture, with the buttons over it.
 * @csspart button - Each button.
 * @csspart level - The microphone's level.
 * @csspart form - The fields and the join button.
 * @csspart input - The name field, and the room field.
 * @csspart notice - What is said of a refused permission or a failure.
 * @csspart join - The join button.
 * @csspart icon - Each icon.
 * @event noom-join-request - The person wants to join, as `displayName`, the room `room`. Cancelable.
 * @event noom-microphone-request - The microphone is to be `on`, or not. Cancelable.
 * @event noom-camera-request - The camera is to be `on`, or not. Cancelable.
 */
export class NoomPrejoin extends LinkedElement {
  static override styles = [buttonStyles, fieldStyles, prejoinStyles];

  /** What the person typed; `null` until then. @internal */
  @state() protected typed: Record<Field, string | null> = { name: null, room: null };
  /** What is wrong with it, once they tried to join. @internal */
  @state() protected problems: Record<Field, TextKey | null> = { name: null, room: null };

  readonly #link = new RoomLink(this, ({ state, self, devices, permissions, error }) => ({
    state,
    self,
    devices,
    permissions,
    error,
  }));
  readonly #level = new LevelLoop(
    this,
    () => this.#link.call?.levels.get(this.#link.value?.self.id ?? '') ?? 0,
    (fill) => {
      this.shadowRoot?.querySelector<HTMLElement>('.level')?.style.setProperty('--level', fill.toFixed(3));
    },
  );
  /** The room that was readied: once, so that whoever turns its devices off keeps them off. */
  #prepared: RoomHost | null = null;
  /** A field for the room is there when the room came without a name that will do. */
  #asksRoom = false;

  /** Focuses the name field when it is empty, else the join button. */
  override focus(options?: FocusOptions): void {
    const target = this.#textOf('name') ? '.join' : '#name';
    this.shadowRoot?.querySelector<HTMLElement>(target)?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { room } = this.#link;
    // One that cannot be, from a mistyped invitation, can be mended.
    if (room && room !== this.#prepared) this.#asksRoom = problemOf('room', room.room) !== null;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { room, call } = this.#link;
    this.#level.run(this.shadowRoot?.querySelector('.level') != null);
    if (room && call && room !== this.#prepared) {
      this.#prepared = room;
      // Once this drawing is over, because it changes what is drawn.
      void this.updateComplete.then(() => (call.snapshot.state === 'idle' ? call.prepare() : undefined));
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.#link.value?.state;
    if (state === 'joined' || state === 'reconnecting' || state === 'lobby') return nothing;
    const blocked = this.#blocked;
    const room = this.#textOf('room');
    const lead = blocked ? BLOCKED_TEXTS[blocked].hint : 'joinHint';
    const title = blocked
      ? this.#t(BLOCKED_TEXTS[blocked].title)
      : room && !this.#asksRoom
        ? this.#t('joinTitle', { room })
        : this.#t('joinTitleNoRoom');
    return html`<div class="layout ${blocked ? 'blocked' : ''}" part="base">
      ${blockedKinds(blocked).includes('camera') ? nothing : this.#renderPreview()}
      <form part="form" novalidate @submit=${this.#handleSubmit}>
        <div>
          <h2 part="title">${title}</h2>
          <p class="lead">${this.#t(lead)}</p>
        </div>
        ${this.#renderNotice(blocked)} ${this.#renderField('name', 'yourName')}
        ${this.#asksRoom ? this.#renderField('room', 'roomName') : nothing} ${this.#renderDevices(blocked)}
        <button class="button primary join" part="button join" ?disabled=${!state || state === 'connecting'}>
          ${this.#t(state === 'connecting' ? 'joining' : blocked ? BLOCKED_TEXTS[blocked].join : 'join')}
        </button>
      </form>
    </div>`;
  }

  #renderPreview(): TemplateResult {
    return html`<div class="preview" part="preview">
      <div class="tile">
        <noom-video participant="local" .room=${this.#link.room}></noom-video>
        <div class="toggles">${this.#renderToggle('microphone')} ${this.#renderToggle('camera')}</div>
      </div>
      <div class="level" part="level" aria-hidden="true"></div>
    </div>`;
  }

  #renderToggle(kind: 'microphone' | 'camera'): TemplateResult {
    const source = this.#link.value?.self.sources[kind];
    const isOn = source?.on === true || source?.pending === true;
    const name = this.#t(`${kind}${isOn ? 'Off' : 'On'}`);
    return html`<button
      class="round ${isOn ? '' : 'off'}"
      part="button"
      type="button"
      title=${name}
      aria-label=${name}
      aria-busy=${source?.pending ? 'true' : nothing}
      ?disabled=${!source}
      @click=${() => this.#link.ask(`--toggle-${kind}`)}
    >
      ${icon(isOn ? kind : `${kind}-off`)}
    </button>`;
  }

  #renderField(field: Field, label: TextKey): TemplateResult {
    const problem = this.problems[field];
    return html`<div class="field">
      <label class="label" for=${field}>${this.#t(label)}</label>
      <input
        class="input"
        part="input"
        id=${field}
        name=${field}
        autocomplete=${field === 'name' ? 'name' : 'off'}
        required
        .value=${live(this.#textOf(field))}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${problem ? `${field}-problem` : nothing}
        @input=${this.#handleInput}
      />
      ${problem ? html`<span class="problem" id="${field}-problem" role="alert">${this.#t(problem)}</span>` : nothing}
    </div>`;
  }

  #renderDevices(blocked: Blocked): TemplateResult {
    const { room } = this.#link;
    const speakerId = this.#link.value?.devices.selected.speaker ?? '';
    const kinds = blockedKinds(blocked);
    return html`
      ${kinds.includes('camera') ? nothing : html`<noom-device-select kind="camera" .room=${room}></noom-device-select>`}
      ${kinds.includes('microphone') ? nothing : html`<noom-device-select kind="microphone" .room=${room}></noom-device-select>`}
      <div class="speaker" ?hidden=${blocked !== null}>
        <noom-device-select kind="speaker" .room=${room}></noom-device-select>
        <button
          class="button"
          part="button"
          type="button"
          aria-label=${this.#t('testSpeakerName')}
          @click=${() => testSpeaker(speakerId)}
        >
          ${this.#t('testSpeaker')}
        </button>
      </div>
    `;
  }

  #renderNotice(blocked: Blocked): TemplateResult | typeof nothing {
    const error = this.#link.value?.error;
    if (!blocked && !error) return nothing;
    const browser = browserName(navigator.userAgent);
    const title = browser ? this.#t('allowTitle', { browser }) : this.#t('allowTitleAny');
    const way = this.#t(browser === 'Safari' ? 'allowSafari' : 'allowAddress');
    return html`<div class="notice" part="notice" role="alert">
      ${icon('warning')}
      <div>
        <strong>${blocked ? title : error?.message}</strong>
        ${blocked ? way : error?.hint}
        ${
          blocked
            ? html`<button class="retry" part="button" type="button" @click=${() => this.#switchBlocked(true)}>
                ${this.#t('tryAgain')}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #handleInput(event: InputEvent): void {
    const input = event.target as HTMLInputElement;
    const field = input.name as Field;
    this.typed = { ...this.typed, [field]: input.value };
    // A complaint goes as soon as it is met; a new one waits for the next try.
    if (this.problems[field] && !problemOf(field, input.value)) this.problems = { ...this.problems, [field]: null };
  }

  async #handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const displayName = this.#textOf('name').trim();
    const room = this.#textOf('room').trim();
    this.problems = {
      name: problemOf('name', displayName),
      room: this.#asksRoom ? problemOf('room', room) : null,
    };
    const wrong = this.problems.name ? 'name' : this.problems.room ? 'room' : null;
    if (!wrong) {
      // Joining without what is blocked means so: the browser is not asked for it again.
      await this.#switchBlocked(false);
      await this.#link.ask({ type: 'noom-join-request', room, displayName });
      return;
    }
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>(`#${wrong}`)?.focus();
  }

  get #blocked(): Blocked {
    return this.#link.value ? blockedOf(this.#link.value) : null;
  }

  async #switchBlocked(on: boolean): Promise<void> {
    for (const kind of blockedKinds(this.#blocked)) await this.#link.ask({ type: `noom-${kind}-request`, on });
  }

  #textOf(field: Field): string {
    const { room } = this.#link;
    const given = field === 'name' ? room?.displayName : room?.room;
    return this.typed[field] ?? given ?? '';
  }

  #t(...words: Parameters<RoomLink['t']>): string {
    return this.#link.t(...words);
  }
}
