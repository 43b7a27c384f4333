import type { CallError } from '../base/errors.js';
import type { DeviceChangeReason } from '../model/events.js';
import type { DeviceInfo } from '../model/snapshot.js';
import type { DeviceSource, SourceState } from '../model/sources.js';

/** The local microphone or camera was turned on or off, is opening, or is another device. */
export class LocalSourceEvent extends Event {
  readonly kind: DeviceSource;
  readonly state: SourceState;

  constructor(kind: DeviceSource, state: SourceState) {
    super('local-source');
    this.kind = kind;
    this.state = state;
  }
}

/** Another device came into use. */
export class LocalDeviceEvent extends Event {
  readonly kind: DeviceSource;
  /** `''` where the browser does not say. */
  readonly deviceId: string;
  readonly label: string;
  readonly groupId: string | undefined;
  readonly reason: DeviceChangeReason;

  constructor({ kind, deviceId, label, groupId }: DeviceInfo & { kind: DeviceSource }, reason: DeviceChangeReason) {
    super('local-device');
    this.kind = kind;
    this.deviceId = deviceId;
    this.label = label;
    this.groupId = groupId;
    this.reason = reason;
  }
}

/** A device could not be opened, or went away and no other took its place. */
export class LocalErrorEvent extends Event {
  readonly kind: DeviceSource;
  readonly error: CallError;

  constructor(kind: DeviceSource, error: CallError) {
    super('local-error');
    this.kind = kind;
    this.error = error;
  }
}
