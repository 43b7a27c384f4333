import type { CallError } from '../../base/errors.js';
import type { DeviceChangeReason } from '../../model/events.js';
import type { DeviceSource, SourceState } from '../../model/sources.js';

/** The local microphone or camera was turned on or off, is opening, or is another device. */
export interface LocalSourceEvent extends Event {
  readonly kind: DeviceSource;
  readonly state: SourceState;
}

/** Another device came into use. */
export interface LocalDeviceEvent extends Event {
  readonly kind: DeviceSource;
  /** `''` where the browser does not say. */
  readonly deviceId: string;
  readonly label: string;
  readonly groupId: string | undefined;
  readonly reason: DeviceChangeReason;
}

/** A device could not be opened, or went away and no other took its place. */
export interface LocalErrorEvent extends Event {
  readonly kind: DeviceSource;
  readonly error: CallError;
}
