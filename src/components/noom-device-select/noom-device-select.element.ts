import { css, LitElement, type PropertyValues } from 'lit';
import type { CapturePermission, DeviceInfo, DeviceKind, EventsOf, LazyValue } from '../../core/index.js';
import { oneOf } from '../internal/element/attributes.js';
import { property } from '../internal/element/property.js';
import { RoomLink } from '../internal/link/room-link.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { deviceInUse, NO_FACTS, readFacts, type DeviceFacts } from './device-facts.js';
import type { DeviceSelectView } from './device-select-view.js';
import { prejoinParts } from '../internal/lazy/parts.js';

type Views = LazyValue<typeof prejoinParts>;

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
export class NoomDeviceSelect extends LazyElement<Views, DeviceSelectView> {
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  /** The box, which is there before the view is. */
  static override styles = css`
    :host {
      display: block;
      min-inline-size: 0;
    }
  `;

  /** What to pick. */
  @property({ reflect: true, useDefault: true, converter: oneOf('camera', 'microphone', 'speaker') }) kind: DeviceKind =
    'camera';
  /** What stands over the field; by default the kind's name. */
  @property() label = '';
  /** Shows the picture of the camera. */
  @property({ type: Boolean }) preview = false;
  /** Shows how loud the microphone is. */
  @property({ type: Boolean }) meter = false;
  /** As of any form field. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** As of any form field: under which name the device's id is submitted. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** As of any form field: the form is not submitted while there is no device to use. */
  @property({ type: Boolean, reflect: true }) required = false;

  protected override readonly views = prejoinParts;
  readonly #link = new RoomLink(this, (snapshot) => ({ ...readFacts(snapshot, this.kind), state: snapshot.state }));
  readonly #internals = this.attachInternals();
  #isFieldsetDisabled = false;
  #customProblem = '';

  /** The devices of this kind; labels are empty until permission was given. */
  get devices(): readonly DeviceInfo[] {
    return this.facts.devices;
  }

  /** The id of the device in use, `''` while there is none. Setting it is a wish, as choosing is, but tells no `change`. */
  get value(): string {
    return deviceInUse(this.facts)?.deviceId ?? '';
  }

  set value(deviceId: string) {
    // Offline, before the view was fetched: there is nothing yet that could choose.
    Promise.resolve(this.withView((view) => view.choose(deviceId))).catch(() => undefined);
  }

  /** Whether the page may capture; of a speaker, use the microphone, without which browsers name no speakers. */
  get permission(): CapturePermission {
    return this.facts.permission;
  }

  /** The form this belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** As of any form field: what kind of field this is. */
  get type(): string {
    return this.localName;
  }

  /** The `<label>`s of the page that name this. */
  get labels(): NodeList {
    return this.#internals.labels;
  }

  /** As of any form field: whether it is checked when its form is submitted. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** As of any form field: what is wrong with it. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** As of any form field: the same in words; `''` when nothing is. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** As of any form field: whether nothing is wrong; otherwise it tells `invalid`. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** The same, and the browser says what is wrong. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** As of any form field: what the page finds wrong with it; `''` is nothing. */
  setCustomValidity(problem: string): void {
    this.#customProblem = problem;
    this.#validate();
  }

  /** What is known of the devices: by the room, else by the picker itself. @internal */
  get facts(): DeviceFacts {
    const { call } = this.#link;
    return call === null ? (this.view?.ownFacts ?? NO_FACTS) : readFacts(call.snapshot, this.kind);
  }

  /** Whether nothing can be picked, by its own attribute or that of a fieldset around it. @internal */
  get isDisabled(): boolean {
    return this.disabled || this.#isFieldsetDisabled;
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

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#internals.setFormValue(this.value);
    this.#validate();
  }

  protected override createView({ DeviceSelectView }: Views): DeviceSelectView {
    return new DeviceSelectView(this, this.#link);
  }

  #validate(): void {
    const customError = this.#customProblem !== '';
    const valueMissing = this.required && this.value === '';
    const problem = this.#customProblem || (valueMissing ? this.#link.t('deviceMissing') || ' ' : '');
    const anchor = this.shadowRoot?.querySelector('select') ?? undefined;
    this.#internals.setValidity({ customError, valueMissing }, problem, anchor);
  }
}
