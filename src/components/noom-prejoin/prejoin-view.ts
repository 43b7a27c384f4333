import { html, nothing, type CSSResult, type LitElement, type TemplateResult } from 'lit';
import {
  DEVICE_SOURCES,
  Lazy,
  type CallSnapshot,
  type DeviceKind,
  type DeviceSource,
  type LazyValue,
  toCallError,
} from '../../core/index.js';
import { fieldStyles } from '../internal/look/field.styles.js';
import { icon } from '../internal/look/icons.js';
import type { RoomHost, RoomLink } from '../internal/link/room-link.js';
import { LazyDrawing } from '../internal/lazy/lazy-drawing.js';
import type { View } from '../internal/lazy/lazy-element.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { prejoinWords } from '../internal/localization/en/prejoin.js';
import { addTexts } from '../internal/localization/index.js';
import { textsOfError } from '../internal/localization/texts-of-error.js';
import { words } from '../internal/localization/words.js';
import { LevelLoop } from '../noom-device-select/level-loop.js';
import { isSpeakerChosen } from '../noom-device-select/speaker-choice.js';
import { blockedKinds } from './blocked.js';
import { InsideWatch } from './inside-watch.js';
import { PrejoinFields } from './prejoin-fields.js';
import { prejoinStyles } from './noom-prejoin.styles.js';

addTexts(prejoinWords);

/** What not each visit needs: help where something is blocked, who is inside, what is remembered. */
export const moreParts = new Lazy(() => import('./more/index.js'));
type More = LazyValue<typeof moreParts>;

/** How loud the microphone is: for the eyes, while it says what its button does. */
const LEVEL = html`<div class="level" part="level" aria-hidden="true"></div>`;

type PrejoinLink = RoomLink<Pick<CallSnapshot, 'state' | 'self' | 'devices' | 'permissions' | 'error'>>;

/** The view of prejoin: renders it and handles its events. */
export class PrejoinView implements View {
  readonly styles = [buttonStyles, fieldStyles, prejoinStyles];
  readonly #host: LitElement;
  readonly #link: PrejoinLink;
  readonly #level: LevelLoop;
  /** The room that was prepared: only once, so that devices that the person turns off stay off. */
  #prepared: RoomHost | null = null;
  readonly #fields: PrejoinFields;
  #isTesting = false;
  readonly #more: LazyDrawing<More>;
  readonly #watch: InsideWatch;

  constructor(host: LitElement, link: PrejoinLink, addStyles: (styles: readonly CSSResult[]) => void) {
    this.#host = host;
    this.#link = link;
    this.#fields = new PrejoinFields(host, link);
    this.#more = new LazyDrawing(host, moreParts, ({ moreStyles }) => {
      addStyles([moreStyles]);
    });
    this.#watch = new InsideWatch(() => {
      host.requestUpdate();
    });
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
    this.#find(this.#fields.textOf('name') ? '.join' : '#name')?.focus(options);
  }

  hostUpdate(): void {
    const { room } = this.#link;
    if (!room || room === this.#prepared) return;
    this.#fields.handleRoom(room);
  }

  hostUpdated(): void {
    const { room, call } = this.#link;
    this.#level.run(this.#find('.level') !== null);
    this.#fields.fill();
    this.#watch.follow(this.#link.value?.state === 'prejoin' && !this.#fields.asksRoom ? call : null, room?.room);
    if (room && call && room !== this.#prepared) {
      this.#prepared = room;
      // After this rendering, because it changes what is rendered.
      void this.#host.updateComplete.then(() => (call.snapshot.state === 'idle' ? call.prepare() : undefined));
    }
  }

  hostDisconnected(): void {
    this.#watch.follow(null);
  }

  render(): TemplateResult | typeof nothing {
    const state = this.#link.value?.state;
    if (state === 'joined' || state === 'reconnecting' || state === 'lobby') return nothing;
    const blocked = this.#blocked;
    const isBlocked = blocked.length > 0;
    const { inside } = this.#watch;
    const fields = this.#fields;
    const { error, self } = this.#link.value ?? {};
    const isInterrupted = DEVICE_SOURCES.some((kind) => self?.sources[kind].interrupted);
    const isTrouble = this.#refused.length > 0 || error || isInterrupted;
    const isMoreWanted = isTrouble || fields.memory !== null || Boolean(inside.count);
    const more = isMoreWanted ? this.#more.want() : null;
    const texts = isBlocked ? more?.textsOf(blocked) : undefined;
    const room = fields.textOf('room');
    const title = texts?.title ?? (room && !fields.asksRoom ? 'joinTitle' : 'joinTitleNoRoom');
    const notices = more ? this.#renderNotices(more) : nothing;
    return html`<div class="layout ${isBlocked ? 'blocked' : ''}" part="base" lang=${this.#link.lang}>
      ${blocked.includes('camera') ? nothing : this.#renderPreview(isBlocked ? nothing : notices)}
      <form part="form" novalidate @submit=${this.#handleSubmit}>
        <div>
          <h2 part="title">${words(this.#link, title, { room })}</h2>
          <p class="lead">${words(this.#link, texts?.hint ?? 'joinHint')}</p>
          <div class="lead who">
            ${
              inside.count && more
                ? more.renderInside(this.#link, inside)
                : !more && isTrouble && this.#more.isMissing
                  ? this.#renderShort()
                  : inside.count === 0
                    ? words(this.#link, 'nobodyHere')
                    : nothing
            }
          </div>
        </div>
        ${isBlocked ? notices : nothing} ${fields.render('name', 'yourName')}
        ${fields.asksRoom ? fields.render('room', 'roomName') : nothing} ${this.#renderDevices(blocked)}
        ${fields.memory ? html`<div class="kept">${more?.renderMemory(this.#link, fields.memory, this.#tellForgotten)}</div>` : nothing}
        <button
          class="button primary join"
          part="button join"
          ?disabled=${!state}
          aria-disabled=${state === 'connecting' ? 'true' : nothing}
        >
          ${words(this.#link, state === 'connecting' ? 'joining' : (texts?.join ?? 'join'))}
        </button>
      </form>
    </div>`;
  }

  #renderPreview(notices: unknown): TemplateResult {
    return html`<div class="preview" part="preview">
      <div class="tile">
        <noom-video participant="local" .room=${this.#link.room}></noom-video>
        ${notices}
        <div class="toggles">${this.#renderToggle('microphone')} ${this.#renderToggle('camera')}</div>
      </div>
      ${LEVEL}
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

  #renderDevices(blocked: readonly DeviceSource[]): TemplateResult {
    const { room, value } = this.#link;
    const hasChoice = isSpeakerChosen(value?.devices);
    const picker = (kind: DeviceKind): TemplateResult =>
      html`<noom-device-select kind=${kind} .room=${room}></noom-device-select>`;
    const isAlone = blocked.includes('camera') && !blocked.includes('microphone');
    return html`
      ${blocked.includes('camera') ? nothing : picker('camera')}
      ${isAlone ? html`<div class="alone">${this.#renderToggle('microphone')} ${LEVEL}</div>` : nothing}
      ${blocked.includes('microphone') ? nothing : picker('microphone')}
      <div class="speaker">
        ${hasChoice ? picker('speaker') : nothing}
        <button
          class="button"
          part="button"
          type="button"
          aria-label=${this.#t('testSpeakerName')}
          aria-busy=${this.#isTesting ? 'true' : nothing}
          @click=${() => void this.#testSpeaker(value?.devices.selected.speaker ?? '')}
        >
          ${this.#isTesting ? icon('speaker') : nothing}
          ${words(this.#link, hasChoice ? 'testSpeaker' : 'testSpeakerName')}
        </button>
      </div>
    `;
  }

  async #testSpeaker(speakerId: string): Promise<void> {
    if (this.#isTesting) return;
    this.#isTesting = true;
    this.#host.requestUpdate();
    try {
      const { playTestSound } = await moreParts.load();
      await playTestSound(speakerId);
    } catch (error) {
      this.#link.room?.report(toCallError(error));
    }
    this.#isTesting = false;
    this.#host.requestUpdate();
  }

  #renderNotices(more: More): unknown {
    const { error, self } = this.#link.value ?? {};
    const refused = this.#refused;
    const isSystem = this.#blocked.length === 0;
    return more.renderNotices(this.#link, { refused, isSystem, error, self }, this.#retry);
  }

  /** What is wrong, where what tells more of it could not be loaded. */
  #renderShort(): TemplateResult {
    const error = this.#link.value?.error;
    const text = error ? textsOfError(this.#link, error).join(' ') : this.#t('error:permission-denied');
    return html`<span class="problem" part="notice" role="alert" dir="auto">${text}</span>`;
  }

  readonly #handleSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // While joining, the button keeps the focus and does nothing.
    if (this.#link.value?.state === 'connecting') return;
    const wrong = this.#fields.check();
    if (wrong === null) {
      const wish = this.#fields.take();
      // The person joins without the blocked devices: the browser is not asked for them again.
      await this.#switchRefused(false);
      await this.#link.ask({ type: 'noom-join-request', ...wish });
      return;
    }
    await this.#host.updateComplete;
    this.#find(`#${wrong}`)?.focus();
  };

  get #blocked(): readonly DeviceSource[] {
    return this.#link.value ? blockedKinds(this.#link.value) : [];
  }

  /** What is blocked for this page; or, where the system blocks the browser, what is not on. */
  get #refused(): readonly DeviceSource[] {
    const { error, self } = this.#link.value ?? {};
    const blocked = this.#blocked;
    if (blocked.length > 0 || error?.code !== 'system-blocked') return blocked;
    return DEVICE_SOURCES.filter((kind) => !self?.sources[kind].on);
  }

  async #switchRefused(on: boolean): Promise<void> {
    for (const kind of this.#refused) await this.#link.ask({ type: `noom-${kind}-request`, on });
  }

  readonly #retry = (): void => void this.#switchRefused(true);

  readonly #tellForgotten = (): void => {
    this.#fields.handleForgotten();
  };

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }

  #t(...words: Parameters<RoomLink['t']>): string {
    return this.#link.t(...words);
  }
}
