import { css, LitElement, type PropertyValues } from 'lit';
import type { CapturePermission, DeviceInfo, DeviceKind, EventsOf, LazyValue } from '../../core/index.js';
import { internalsOf } from '../internal/dom/internals.js';
import { oneOf } from '../internal/element/attributes.js';
import { property } from '../internal/element/property.js';
import { RoomLink } from '../internal/link/room-link.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { deviceInUse, NO_FACTS, readFacts, type DeviceFacts } from './device-facts.js';
import type { DeviceSelectView } from './device-select-view.js';
import { prejoinParts } from '../internal/lazy/parts.js';

type Views = LazyValue<typeof prejoinParts>;

/** The fields of this tag's events. */
interface DeviceSelectEventFields {
  'noom-permission-changed': { kind: 'camera' | 'microphone'; permission: CapturePermission };
}

declare global {
  interface HTMLElementEventMap extends EventsOf<DeviceSelectEventFields> {}
}

/**
 * Picks a camera, microphone or speaker: for its room, whose call switches at once, or without a room for the page. It
 * is a form-associated element.
 *
 * @summary A picker for cameras, microphones and speakers.
 * @csspart base - Everything.
 * @csspart label - The label.
 * @csspart field - The box with the icon and the select.
 * @csspart select - The native `<select>`.
 * @csspart preview - The picture of the camera.
 * @csspart meter - How loud the microphone is.
 * @csspart note - The message about permission, or about a device that was unplugged.
 * @csspart allow - The button that asks for permission.
 * @csspart icon - Each icon.
 * @event change - The person chose another device; native.
 * @event noom-device-request - In a room: the person chose a device, which is to be used from now on. Cancelable.
 * @event noom-camera-request - In a room: the button that asks for permission was pressed; `on` is true. Cancelable.
 * @event noom-microphone-request - The same for the microphone. Cancelable.
 * @event noom-permission-changed - The `permission` to capture changed, for `kind`.
 */
export class NoomDeviceSelect extends LazyElement<Views, DeviceSelectView> {
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  /** The box, styled before the view is loaded. */
  static override styles = css`
    :host {
      display: block;
      min-inline-size: 0;
    }
  `;

  /** The kind of device to pick. */
  @property({ reflect: true, useDefault: true, converter: oneOf('camera', 'microphone', 'speaker') }) kind: DeviceKind =
    'camera';
  /** The label of the field; by default the kind's name. */
  @property() label = '';
  /** Shows a camera preview. */
  @property({ type: Boolean }) preview = false;
  /** Shows the microphone's level. */
  @property({ type: Boolean }) meter = false;
  /** As for any form field. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** As for any form field: the name under which the device's id is submitted. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** As for any form field: the form is not submitted while there is no device to use. */
  @property({ type: Boolean, reflect: true }) required = false;

  protected override readonly views = prejoinParts;
  readonly #link = new RoomLink(this, (snapshot) => ({ ...readFacts(snapshot, this.kind), state: snapshot.state }));
  readonly #internals = internalsOf(this);
  #isFieldsetDisabled = false;
  #customProblem = '';

  /** The devices of this kind; labels are empty until permission was given. */
  get devices(): readonly DeviceInfo[] {
    return this.facts.devices;
  }

  /**
   * The id of the device in use; `''` while there is none. Setting it is a wish, like choosing, but without a `change`
   * event.
   */
  get value(): string {
    return deviceInUse(this.facts)?.deviceId ?? '';
  }

  set value(deviceId: string) {
    // The view could not be loaded: nothing can be chosen yet.
    Promise.resolve(this.withView((view) => view.choose(deviceId))).catch(() => undefined);
  }

  /** Whether the page may capture; for a speaker, use the microphone, without which browsers list no speakers. */
  get permission(): CapturePermission {
    return this.facts.permission;
  }

  /** The form that this belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** As for any form field: the kind of field. */
  get type(): string {
    return this.localName;
  }

  /** The `<label>`s of the page for this element. */
  get labels(): NodeList {
    return this.#internals.labels;
  }

  /** As for any form field: whether it is validated when its form is submitted. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** As for any form field: its validity state. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** As for any form field: the message about what is invalid; `''` when it is valid. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** As for any form field: whether it is valid; otherwise it fires `invalid`. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** The same, and the browser shows the message. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** As for any form field: sets an error of the page; `''` for none. */
  setCustomValidity(problem: string): void {
    this.#customProblem = problem;
    this.#validate();
  }

  /** The facts about the devices, from the room or else from the picker. @internal */
  get facts(): DeviceFacts {
    const { call } = this.#link;
    return call === null ? (this.view?.pickerFacts ?? NO_FACTS) : readFacts(call.snapshot, this.kind);
  }

  /** Whether it is disabled, by its own attribute or that of a fieldset around it. @internal */
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
