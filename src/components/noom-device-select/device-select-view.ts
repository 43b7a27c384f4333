import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import {
  NoomEvent,
  type CallSnapshot,
  type CapturePermission,
  type DeviceInfo,
  type DeviceKind,
  type DeviceSource,
} from '../../core/index.js';
import { fieldStyles } from '../internal/look/field.styles.js';
import { icon } from '../internal/look/icons.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { words } from '../internal/localization/words.js';
import type { View } from '../internal/lazy/lazy-element.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { captureKind, deviceInUse, type DeviceFacts } from './device-facts.js';
import { canAllow, describeNone, describeProblem, nameOf, type Translate } from './device-words.js';
import { LevelLoop } from './level-loop.js';
import { deviceSelectStyles } from './noom-device-select.styles.js';
import { PickerDevices } from './picker-devices.js';

type DeviceLink = RoomLink<DeviceFacts & Pick<CallSnapshot, 'state'>>;

/** The tag of a view. */
interface DeviceSelectHost extends LitElement {
  readonly kind: DeviceKind;
  readonly label: string;
  readonly labels: NodeList;
  readonly htmlFor: string;
  readonly preview: boolean;
  readonly meter: boolean;
  readonly required: boolean;
  readonly isDisabled: boolean;
  readonly validity: ValidityState;
  readonly value: string;
  readonly devices: readonly DeviceInfo[];
  readonly permission: CapturePermission;
  readonly facts: DeviceFacts;
}

/** The view of a picker: renders it and handles its events. */
export class DeviceSelectView implements View {
  readonly styles = [buttonStyles, fieldStyles, deviceSelectStyles];
  readonly #host: DeviceSelectHost;
  readonly #link: DeviceLink;
  readonly #devices: PickerDevices;
  readonly #levels: LevelLoop;
  #toldPermission: CapturePermission = 'unknown';
  #drawnKind: DeviceKind | null = null;
  /** The device in use at the last rendering. */
  #inUse: DeviceInfo | undefined;
  /** The device that went away while it was in use, until another is chosen or it comes back. */
  #lost: DeviceInfo | undefined;
  /** The device that the person chose, until the room has carried it out or refused. */
  #pendingId: string | null = null;

  constructor(host: DeviceSelectHost, link: DeviceLink) {
    this.#host = host;
    this.#link = link;
    this.#devices = new PickerDevices(host);
    this.#levels = new LevelLoop(
      host,
      () => link.call?.levels.get(link.call.snapshot.self.id) ?? this.#devices.level,
      (fill) => {
        drawLevel(host.renderRoot, fill);
      },
    );
  }

  /** The facts of the picker's own devices, used without a room. */
  get pickerFacts(): DeviceFacts {
    return this.#devices.facts;
  }

  /** Chooses a device. Resolves to whether it is in use now. */
  async choose(deviceId: string): Promise<boolean> {
    this.#lost = undefined;
    if (this.#link.call === null) {
      this.#devices.select(deviceId);
      return true;
    }
    this.#pendingId = deviceId;
    this.#host.requestUpdate();
    const isDone = await this.#link.ask({ type: 'noom-device-request', kind: this.#host.kind, deviceId });
    // Another one may have been chosen since.
    if (this.#pendingId === deviceId) this.#pendingId = null;
    this.#host.requestUpdate();
    return isDone;
  }

  hostUpdate(): void {
    const host = this.#host;
    // Waits for a room that is named, or not upgraded yet: two owners of one camera would conflict.
    const isOwn = host.isConnected && this.#link.call === null && host.htmlFor === '' && !host.closest('noom-room');
    this.#devices.use(isOwn ? host.kind : null, this.#isShown('camera') || this.#isShown('microphone'));

    const { facts } = host;
    const { devices, permission } = facts;
    const isThere = (device: DeviceInfo): boolean => devices.some(({ deviceId }) => deviceId === device.deviceId);
    const isOther = host.kind !== this.#drawnKind;
    this.#drawnKind = host.kind;
    if (isOther || permission === 'denied' || (this.#lost && isThere(this.#lost))) this.#lost = undefined;
    else if (this.#inUse && this.#inUse.label !== '' && !isThere(this.#inUse)) this.#lost = this.#inUse;
    this.#inUse = deviceInUse(facts);
  }

  hostUpdated(): void {
    const { renderRoot, value, facts, permission, kind } = this.#host;
    const select = renderRoot.querySelector('select');
    if (select !== null) select.value = this.#pendingId ?? value;
    const video = renderRoot.querySelector('video');
    if (video !== null) showTrack(video, facts.track);
    this.#levels.run(this.#isShown('microphone'));
    if (permission === this.#toldPermission) return;
    this.#toldPermission = permission;
    this.#host.dispatchEvent(new NoomEvent('noom-permission-changed', { kind: captureKind(kind), permission }));
  }

  render(): TemplateResult {
    const { kind, devices, isDisabled, label, facts } = this.#host;
    const given = label === '' ? this.#readLabels() : '';
    return html`<div part="base" class="field" lang=${this.#link.lang}>
      ${this.#isShown('camera') ? this.#renderPreview() : nothing}
      ${
        given === ''
          ? html`<label part="label" class="label" for="select"
              >${label === '' ? words(this.#link, kind) : label}</label
            >`
          : nothing
      }
      <div part="field" class="box ${isDisabled || devices.length === 0 ? 'is-disabled' : ''}">
        ${icon(kind)}
        <select
          part="select"
          id="select"
          class="input"
          aria-label=${given || nothing}
          aria-required=${this.#host.required}
          aria-invalid=${!this.#host.validity.valid}
          aria-describedby="note"
          aria-busy=${this.#pendingId !== null}
          ?disabled=${isDisabled || devices.length === 0}
          @change=${this.#handleChange}
          @focus=${this.#handleFocus}
        >
          ${
            devices.length === 0
              ? html`<option dir="auto" value="">${describeNone(facts, kind, this.#t)}</option>`
              : devices.map(
                  ({ deviceId }, index) =>
                    html`<option class="notranslate" dir="auto" translate="no" value=${deviceId}>
                      ${nameOf(devices, index, kind, this.#t)}
                    </option>`,
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
        canAllow(facts, kind) && !isDisabled
          ? html`<button part="allow" class="button allow" type="button" @click=${this.#handleAllow}>
              ${icon(captureKind(kind))}${words(this.#link, kind === 'camera' ? 'allowCamera' : 'allowMicrophone')}
            </button>`
          : nothing
      }
      <div id="note" role="status">${this.#renderNote()}</div>
    </div>`;
  }

  /** The text of the page's `<label>`s, which cannot label an element inside a shadow root. */
  #readLabels(): string {
    const texts = [...this.#host.labels].map((label) => label.textContent?.replace(/\s+/g, ' ').trim());
    return texts.filter(Boolean).join(' ');
  }

  #renderPreview(): TemplateResult {
    const { track, facing } = this.#host.facts;
    return html`<div part="preview" class="preview" role="img" aria-label=${this.#link.t('preview')}>
      ${track === null ? icon('camera-off') : nothing}
      <video
        class=${facing === 'environment' ? '' : 'mirrored'}
        .muted=${true}
        autoplay
        playsinline
        tabindex="-1"
        ?hidden=${track === null}
      ></video>
    </div>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    const note = describeProblem(this.#host.facts, this.#host.kind, this.#lost, this.#t);
    if (note === null) return nothing;
    return html`<p part="note" class="note">${icon('warning')}<span dir="auto">${note}</span></p>`;
  }

  readonly #t: Translate = (key, params) => this.#link.t(key, params);

  readonly #handleChange = async (event: Event): Promise<void> => {
    if (!(await this.choose((event.target as HTMLSelectElement).value))) return;
    this.#host.dispatchEvent(new Event('change', { bubbles: true }));
  };

  /** The text of the page's label may have changed. */
  readonly #handleFocus = (): void => {
    this.#host.requestUpdate();
  };

  /** Asks for permission by opening the device, in a call or outside one. */
  readonly #handleAllow = async (): Promise<void> => {
    const { call } = this.#link;
    const type = captureKind(this.#host.kind) === 'camera' ? 'noom-camera-request' : 'noom-microphone-request';
    if (call === null) {
      await this.#devices.allow();
      return;
    }
    const isOutside = ['idle', 'left', 'failed'].includes(call.snapshot.state);
    if ((await this.#link.ask({ type, on: true })) && isOutside) await call.prepare();
  };

  /** Whether the camera preview, or the microphone's level, is wanted. */
  #isShown(kind: DeviceSource): boolean {
    const host = this.#host;
    return host.kind === kind && (kind === 'camera' ? host.preview : host.meter);
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
  // In tens: enough for a screen reader, and an unchanged attribute costs nothing.
  meter?.setAttribute('aria-valuenow', String(Math.round(fill * 10) * 10));
}
