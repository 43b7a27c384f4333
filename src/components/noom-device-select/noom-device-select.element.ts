import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import {
  NoomEvent,
  type CapturePermission,
  type DeviceInfo,
  type DeviceKind,
  type EventsOf,
} from '../../core/index.js';
import { oneOf } from '../internal/attributes.js';
import { icon } from '../internal/icons.js';
import { LinkedElement } from '../internal/linked-element.js';
import { RoomLink } from '../internal/room-link.js';
import { buttonStyles, fieldStyles } from '../internal/theme.styles.js';
import { captureKind, deviceInUse, readFacts, type DeviceFacts } from './device-facts.js';
import { canAllow, describeNone, describeProblem, nameOf, type Translate } from './device-words.js';
import { LevelLoop } from './level-loop.js';
import { deviceSelectStyles } from './noom-device-select.styles.js';
import { OwnDevices } from './own-devices.js';

/** The facts this tag tells. */
interface DeviceSelectEventFields {
  'noom-permission-changed': { kind: 'camera' | 'microphone'; permission: CapturePermission };
}

declare global {
  interface HTMLElementEventMap extends EventsOf<DeviceSelectEventFields> {}
}

/**
 * Picks a camera, microphone or speaker: of its room, whose call changes over at once, or without a room for whatever the
 * page does with it. A field of forms like any other.
 *
 * @summary A picker for cameras, microphones and speakers.
 * @csspart base - Everything.
 * @csspart label - The label.
 * @csspart field - The box with the icon and the select.
 * @csspart select - The native `<select>`.
 * @csspart preview - The picture of the camera.
 * @csspart meter - How loud the microphone is.
 * @csspart note - What is said of permission and of devices that went away.
 * @csspart allow - The button that asks for permission.
 * @csspart icon - Each icon.
 * @event change - Somebody chose another device; native.
 * @event noom-device-request - In a room: somebody chose a device, which will be used from now on. Cancelable.
 * @event noom-camera-request - In a room: the button that asks for permission was pressed; `on` is true. Cancelable.
 * @event noom-microphone-request - The same for the microphone. Cancelable.
 * @event noom-permission-changed - The page may now capture, or no longer.
 */
export class NoomDeviceSelect extends LinkedElement {
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [buttonStyles, fieldStyles, deviceSelectStyles];

  /** What to pick. */
  @property({ reflect: true, converter: oneOf('camera', 'microphone', 'speaker') }) kind: DeviceKind = 'camera';
  /** What stands over the field; by default the kind's name. */
  @property() label = '';
  /** Shows the picture of the camera. */
  @property({ type: Boolean }) preview = false;
  /** Shows how loud the microphone is. */
  @property({ type: Boolean }) meter = false;
  /** As of any form field. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** As of any form field: under which name the device's id is submitted. */
  @property({ reflect: true }) name = '';

  readonly #link = new RoomLink(this, (snapshot) => ({ ...readFacts(snapshot, this.kind), state: snapshot.state }));
  readonly #own = new OwnDevices(this);
  readonly #levels = new LevelLoop(
    this,
    () => this.#link.call?.levels.get(this.#link.call.snapshot.self.id) ?? this.#own.level,
    (fill) => {
      drawLevel(this.renderRoot, fill);
    },
  );
  readonly #internals = this.attachInternals();
  #toldPermission: CapturePermission = 'unknown';
  /** The device in use as last drawn. */
  #inUse: DeviceInfo | undefined;
  /** The device that went away while it was in use, until another is chosen or it comes back. */
  #lost: DeviceInfo | undefined;
  /** What the person chose, until the room has carried it out or refused. */
  #pendingId: string | null = null;
  #isFieldsetDisabled = false;

  /** The devices of this kind; labels are empty until permission was given. */
  get devices(): readonly DeviceInfo[] {
    return this.#facts.devices;
  }

  /** The id of the device in use, `''` while there is none. Setting it is a wish, as choosing is, but tells no `change`. */
  get value(): string {
    return deviceInUse(this.#facts)?.deviceId ?? '';
  }

  set value(deviceId: string) {
    void this.#choose(deviceId);
  }

  /** Whether the page may capture; of a speaker, use the microphone, without which browsers name no speakers. */
  get permission(): CapturePermission {
    return this.#facts.permission;
  }

  /** The form this belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** @internal */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isFieldsetDisabled = isDisabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.value = '';
  }

  /** @internal */
  formStateRestoreCallback(deviceId: string): void {
    this.value = deviceId;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A room that is named, or not upgraded yet, is waited for: two owners of one camera get in each other's way.
    const isOwn = this.isConnected && this.#link.call === null && this.htmlFor === '' && !this.closest('noom-room');
    this.#own.use(isOwn ? this.kind : null, this.#isShown('camera') || this.#isShown('microphone'));

    const { devices, permission } = this.#facts;
    const isThere = (device: DeviceInfo): boolean => devices.some(({ deviceId }) => deviceId === device.deviceId);
    if (changed.has('kind') || permission === 'denied' || (this.#lost && isThere(this.#lost))) this.#lost = undefined;
    else if (this.#inUse && this.#inUse.label !== '' && !isThere(this.#inUse)) this.#lost = this.#inUse;
    this.#inUse = deviceInUse(this.#facts);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const select = this.renderRoot.querySelector('select');
    if (select !== null) select.value = this.#pendingId ?? this.value;
    const video = this.renderRoot.querySelector('video');
    if (video !== null) showTrack(video, this.#facts.track);
    this.#levels.run(this.#isShown('microphone'));
    this.#internals.setFormValue(this.value);
    const { permission } = this;
    if (permission === this.#toldPermission) return;
    this.#toldPermission = permission;
    this.dispatchEvent(new NoomEvent('noom-permission-changed', { kind: captureKind(this.kind), permission }));
  }

  protected override render(): TemplateResult {
    const { kind, devices } = this;
    const isDisabled = this.disabled || this.#isFieldsetDisabled;
    return html`<div part="base" class="field">
      ${this.#isShown('camera') ? this.#renderPreview() : nothing}
      <label part="label" class="label" for="select">${this.label || this.#link.t(kind)}</label>
      <div part="field" class=${classMap({ box: true, 'is-disabled': isDisabled || devices.length === 0 })}>
        ${icon(kind)}
        <select
          part="select"
          id="select"
          class="input"
          aria-describedby="note"
          aria-busy=${this.#pendingId !== null}
          ?disabled=${isDisabled || devices.length === 0}
          @change=${this.#handleChange}
        >
          ${
            devices.length === 0
              ? html`<option value="">${describeNone(this.#facts, kind, this.#t)}</option>`
              : devices.map(
                  ({ deviceId }, index) =>
                    html`<option value=${deviceId}>${nameOf(devices, index, kind, this.#t)}</option>`,
                )
          }
        </select>
        ${icon('chevron-down')}
      </div>
      ${
        this.#isShown('microphone')
          ? html`<div
              part="meter"
              class="meter"
              role="meter"
              aria-label=${this.#link.t('microphoneLevel')}
              aria-valuenow="0"
              aria-valuemin="0"
              aria-valuemax="100"
            >
              <div class="fill"></div>
            </div>`
          : nothing
      }
      ${
        canAllow(this.#facts, kind) && !isDisabled
          ? html`<button part="allow" class="button allow" type="button" @click=${this.#handleAllow}>
              ${icon(captureKind(kind))}${this.#link.t(kind === 'camera' ? 'allowCamera' : 'allowMicrophone')}
            </button>`
          : nothing
      }
      <div id="note" role="status">${this.#renderNote()}</div>
    </div>`;
  }

  #renderPreview(): TemplateResult {
    const { track } = this.#facts;
    const isMirrored = track?.getSettings().facingMode !== 'environment';
    return html`<div part="preview" class="preview" role="img" aria-label=${this.#link.t('preview')}>
      ${track === null ? icon('camera-off') : nothing}
      <video
        class=${classMap({ mirrored: isMirrored })}
        .muted=${true}
        autoplay
        playsinline
        tabindex="-1"
        ?hidden=${track === null}
      ></video>
    </div>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    const note = describeProblem(this.#facts, this.kind, this.#lost, this.#t);
    if (note === null) return nothing;
    return html`<p part="note" class="note">${icon('warning')}<span>${note}</span></p>`;
  }

  readonly #t: Translate = (key, params) => this.#link.t(key, params);

  readonly #handleChange = async (event: Event): Promise<void> => {
    if (!(await this.#choose((event.target as HTMLSelectElement).value))) return;
    this.dispatchEvent(new Event('change', { bubbles: true }));
  };

  /** Opening what is to be allowed asks the person, whether the call is on or not. */
  readonly #handleAllow = (): void => {
    const { call } = this.#link;
    const type = captureKind(this.kind) === 'camera' ? 'noom-camera-request' : 'noom-microphone-request';
    if (call === null) void this.#own.allow();
    else if (['idle', 'left', 'failed'].includes(call.snapshot.state)) void call.prepare();
    else void this.#link.ask({ type, on: true });
  };

  /** Resolves to whether the device is in use now; in a room, once it is. */
  async #choose(deviceId: string): Promise<boolean> {
    this.#lost = undefined;
    if (this.#link.call === null) {
      this.#own.select(deviceId);
      return true;
    }
    this.#pendingId = deviceId;
    this.requestUpdate();
    const isDone = await this.#link.ask({ type: 'noom-device-request', kind: this.kind, deviceId });
    this.#pendingId = null;
    this.requestUpdate();
    return isDone;
  }

  /** Whether the picture of the camera, or the level of the microphone, is wanted. */
  #isShown(kind: 'camera' | 'microphone'): boolean {
    return this.kind === kind && (kind === 'camera' ? this.preview : this.meter);
  }

  get #facts(): DeviceFacts {
    const { call } = this.#link;
    return call === null ? this.#own.facts : readFacts(call.snapshot, this.kind);
  }
}

function showTrack(video: HTMLVideoElement, track: MediaStreamTrack | null): void {
  const shown = video.srcObject instanceof MediaStream ? (video.srcObject.getTracks()[0] ?? null) : null;
  if (shown === track) return;
  video.srcObject = track && new MediaStream([track]);
}

function drawLevel(root: ParentNode, fill: number): void {
  const meter = root.querySelector('.meter');
  root.querySelector<HTMLElement>('.fill')?.style.setProperty('inline-size', `${fill * 100}%`);
  // In tens: nobody needs to hear more, and what does not change costs nothing.
  meter?.setAttribute('aria-valuenow', String(Math.round(fill * 10) * 10));
}
