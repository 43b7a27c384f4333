import type { CallError } from '../base/errors.js';
import type { DeviceChangeReason } from '../model/events.js';
import type { SourceState } from '../model/snapshot.js';

/** What can be captured here. */
export type CaptureKind = 'microphone' | 'camera';

/** One's own microphone or camera is on, off, opening, or another device. */
export class LocalSourceEvent extends Event {
  readonly kind: CaptureKind;
  readonly state: SourceState;

  constructor(kind: CaptureKind, state: SourceState) {
    super('local-source');
    this.kind = kind;
    this.state = state;
  }
}

/** Another device came into use. */
export class LocalDeviceEvent extends Event {
  readonly kind: CaptureKind;
  readonly track: MediaStreamTrack;
  readonly reason: DeviceChangeReason;

  constructor(kind: CaptureKind, track: MediaStreamTrack, reason: DeviceChangeReason) {
    super('local-device');
    this.kind = kind;
    this.track = track;
    this.reason = reason;
  }
}

/** A device could not be opened, or went away and no other took its place. */
export class LocalErrorEvent extends Event {
  readonly kind: CaptureKind;
  readonly error: CallError;

  constructor(kind: CaptureKind, error: CallError) {
    super('local-error');
    this.kind = kind;
    this.error = error;
  }
}
