import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import {
  isPolicyAllowed,
  isLonger,
  MAX_NAME_CHARACTERS,
  parseName,
  type CallSnapshot,
  type DeviceSource,
  toCallError,
} from '../../core/index.js';
import { fieldStyles } from '../internal/look/field.styles.js';
import { playTestSound } from '../internal/audio/test-sound.js';
import { icon } from '../internal/look/icons.js';
import { interruptedTexts } from '../internal/localization/interrupted.js';
import type { TextKey } from '../internal/localization/index.js';
import type { RoomHost, RoomLink } from '../internal/link/room-link.js';
import type { View } from '../internal/lazy/lazy-element.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { words } from '../internal/localization/words.js';
import { LevelLoop } from '../noom-device-select/level-loop.js';
import { BLOCKED_TEXTS, blockedKinds, blockedOf, browserName, type Blocked } from './blocked.js';
import { prejoinStyles } from './noom-prejoin.styles.js';

type Field = 'name' | 'room';

/** What is wrong with a field; `null` when nothing is. */
function problemOf(field: Field, text: string): TextKey | null {
  if (parseName(field, text) !== null) return null;
  return isLonger(text.trim(), MAX_NAME_CHARACTERS) ? 'nameTooLong' : field === 'name' ? 'nameMissing' : 'roomMissing';
}

type PrejoinLink = RoomLink<Pick<CallSnapshot, 'state' | 'self' | 'devices' | 'permissions' | 'error'>>;

/** The view of prejoin: renders it and handles its events. */
export class PrejoinView implements View {
  readonly styles = [buttonStyles, fieldStyles, prejoinStyles];
  readonly #host: LitElement;
  readonly #link: PrejoinLink;
  readonly #level: LevelLoop;
  /** What the person typed; `null` until then. */
  #typed: Record<Field, string | null> = { name: null, room: null };
  /** The problems of the fields, once the person has tried to join. */
  #problems: Record<Field, TextKey | null> = { name: null, room: null };
  /** The room that was prepared: only once, so that devices that the person turns off stay off. */
  #prepared: RoomHost | null = null;
  /** Whether to ask for the room's name: it was missing or invalid when the room was linked. */
  #asksRoom = false;

  constructor(host: LitElement, link: PrejoinLink) {
    this.#host = host;
    this.#link = link;
    this.#level = new LevelLoop(
      host,
      () => link.call?.levels.get(link.value?.self.id ?? '') ?? 0,
      (fill) => {
        this.#find('.level')?.style.setProperty('--level', fill.toFixed(3));
      },
    );
  }

  /** Focuses the name field when it is empty, else the join button. */
  focus(options?: FocusOptions): void {
    this.#find(this.#textOf('name') ? '.join' : '#name')?.focus(options);
  }

  hostUpdate(): void {
    const { room } = this.#link;
    // Also for an invalid name, so that a mistyped invitation can be corrected.
    if (room && room !== this.#prepared) this.#asksRoom = problemOf('room', room.room) !== null;
  }

  hostUpdated(): void {
    const { room, call } = this.#link;
    this.#level.run(this.#find('.level') !== null);
    this.#fill('name');
    this.#fill('room');
    if (room && call && room !== this.#prepared) {
      this.#prepared = room;
      // After this rendering, because it changes what is rendered.
      void this.#host.updateComplete.then(() => (call.snapshot.state === 'idle' ? call.prepare() : undefined));
    }
  }

  render(): TemplateResult | typeof nothing {
    const state = this.#link.value?.state;
    if (state === 'joined' || state === 'reconnecting' || state === 'lobby') return nothing;
    const blocked = this.#blocked;
    const room = this.#textOf('room');
    const lead = blocked ? BLOCKED_TEXTS[blocked].hint : 'joinHint';
    const title = blocked
      ? words(this.#link, BLOCKED_TEXTS[blocked].title)
      : room && !this.#asksRoom
        ? words(this.#link, 'joinTitle', { room })
        : words(this.#link, 'joinTitleNoRoom');
    return html`<div class="layout ${blocked ? 'blocked' : ''}" part="base" lang=${this.#link.lang}>
      ${blockedKinds(blocked).includes('camera') ? nothing : this.#renderPreview()}
      <form part="form" novalidate @submit=${this.#handleSubmit}>
        <div>
          <h2 part="title">${title}</h2>
          <p class="lead">${words(this.#link, lead)}</p>
        </div>
        ${this.#renderNotice(blocked)} ${this.#renderInterrupted()} ${this.#renderField('name', 'yourName')}
        ${this.#asksRoom ? this.#renderField('room', 'roomName') : nothing} ${this.#renderDevices(blocked)}
        <button
          class="button primary join"
          part="button join"
          ?disabled=${!state}
          aria-disabled=${state === 'connecting' ? 'true' : nothing}
        >
          ${words(this.#link, state === 'connecting' ? 'joining' : blocked ? BLOCKED_TEXTS[blocked].join : 'join')}
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

  #renderToggle(kind: DeviceSource): TemplateResult {
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
    const problem = this.#problems[field];
    return html`<div class="field">
      <label class="label" for=${field}>${words(this.#link, label)}</label>
      <input
        class="input"
        part="input"
        id=${field}
        name=${field}
        autocomplete=${field === 'name' ? 'name' : 'off'}
        required
        dir="auto"
        lang=${this.#link.pageLang}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${problem ? `${field}-problem` : nothing}
        @input=${this.#handleInput}
      />
      ${problem ? html`<span class="problem" id="${field}-problem" role="alert">${words(this.#link, problem)}</span>` : nothing}
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
          @click=${() => void this.#testSpeaker(speakerId)}
        >
          ${words(this.#link, 'testSpeaker')}
        </button>
      </div>
    `;
  }

  async #testSpeaker(speakerId: string): Promise<void> {
    try {
      await playTestSound(speakerId);
    } catch (error) {
      this.#link.room?.report(toCallError(error));
    }
  }

  #renderNotice(blocked: Blocked): TemplateResult | typeof nothing {
    const error = this.#link.value?.error;
    if (!blocked && !error) return nothing;
    // The embedding page forbids it: the person cannot allow it here, and trying again does not help.
    const isForbidden = error?.code === 'policy-blocked' || !blockedKinds(blocked).every(isPolicyAllowed);
    const [what, todo] = isForbidden
      ? [this.#t('error:policy-blocked'), this.#t('hint:policy-blocked')]
      : blocked
        ? this.#wayToAllow()
        : [error?.message, error?.hint];
    return html`<div class="notice" part="notice" role="alert">
      ${icon('warning')}
      <div>
        <strong dir="auto">${what}</strong>
        <span dir="auto">${todo}</span>
        ${
          blocked && !isForbidden
            ? html`<button class="retry" part="button" type="button" @click=${() => this.#switchBlocked(true)}>
                ${words(this.#link, 'tryAgain')}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #wayToAllow(): [title: string, way: string] {
    const browser = browserName(navigator.userAgent);
    const title = browser ? this.#t('allowTitle', { browser }) : this.#t('allowTitleAny');
    return [title, this.#t(browser === 'Safari' ? 'allowSafari' : 'allowAddress')];
  }

  #renderInterrupted(): readonly TemplateResult[] {
    const self = this.#link.value?.self;
    return (self ? interruptedTexts(self) : []).map(
      (text) =>
        html`<div class="notice" part="notice" role="alert">
          ${icon('warning')}
          <div>${this.#t(text)}</div>
        </div>`,
    );
  }

  readonly #handleInput = (event: InputEvent): void => {
    this.#link.room?.handlePerson();
    const input = event.target as HTMLInputElement;
    const field = input.name as Field;
    this.#typed = { ...this.#typed, [field]: input.value };
    // A problem disappears as soon as it is solved; a new one appears only at the next attempt to join.
    if (this.#problems[field] && !problemOf(field, input.value)) this.#problems = { ...this.#problems, [field]: null };
    this.#host.requestUpdate();
  };

  readonly #handleSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // While joining, the button keeps the focus and does nothing.
    if (this.#link.value?.state === 'connecting') return;
    const displayName = this.#textOf('name').trim();
    const room = this.#textOf('room').trim();
    this.#problems = {
      name: problemOf('name', displayName),
      room: this.#asksRoom ? problemOf('room', room) : null,
    };
    this.#host.requestUpdate();
    const wrong = this.#problems.name ? 'name' : this.#problems.room ? 'room' : null;
    if (!wrong) {
      // The person joins without the blocked devices: the browser is not asked for them again.
      await this.#switchBlocked(false);
      await this.#link.ask({ type: 'noom-join-request', room, displayName });
      return;
    }
    await this.#host.updateComplete;
    this.#find(`#${wrong}`)?.focus();
  };

  get #blocked(): Blocked {
    return this.#link.value ? blockedOf(this.#link.value) : null;
  }

  async #switchBlocked(on: boolean): Promise<void> {
    for (const kind of blockedKinds(this.#blocked)) await this.#link.ask({ type: `noom-${kind}-request`, on });
  }

  #textOf(field: Field): string {
    const { room } = this.#link;
    const given = field === 'name' ? room?.displayName : room?.room;
    return this.#typed[field] ?? given ?? '';
  }

  /** Sets the text of a field, only if it differs: setting the same one ends the composition of a Korean syllable. */
  #fill(field: Field): void {
    const input = this.#find(`#${field}`) as HTMLInputElement | null;
    const text = this.#textOf(field);
    if (input !== null && input.value !== text) input.value = text;
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }

  #t(...words: Parameters<RoomLink['t']>): string {
    return this.#link.t(...words);
  }
}
