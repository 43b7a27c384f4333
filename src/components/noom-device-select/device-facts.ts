import type {
  CallError,
  CallSnapshot,
  CapturePermission,
  DeviceInfo,
  DeviceKind,
  DeviceSource,
  Facing,
} from '../../core/index.js';

/** What a picker shows, from its room or, without one, from its own devices. */
export interface DeviceFacts {
  /** The devices of the picker's kind; labels are empty until permission was given. */
  readonly devices: readonly DeviceInfo[];
  /** The device that is or will be used; `''` lets the browser choose. */
  readonly selectedId: string;
  /** The permission to capture; for a speaker that of the microphone, without which browsers list no speakers. */
  readonly permission: CapturePermission;
  /** The track of the device, while it is open. */
  readonly track: MediaStreamTrack | null;
  /** Where an open camera faces, if it reports that. */
  readonly facing: Facing | null;
  /** Why it could not be opened. */
  readonly error: CallError | null;
}

/** Nothing is known yet. */
export const NO_FACTS: DeviceFacts = {
  devices: [],
  selectedId: '',
  permission: 'unknown',
  track: null,
  facing: null,
  error: null,
};

/** The kind of device whose permission is needed to list this kind by name. */
export function captureKind(kind: DeviceKind): DeviceSource {
  return kind === 'camera' ? 'camera' : 'microphone';
}

/** The facts about one kind of device in a call's snapshot. */
export function readFacts({ devices, permissions, self }: CallSnapshot, kind: DeviceKind): DeviceFacts {
  return {
    devices: { camera: devices.cameras, microphone: devices.microphones, speaker: devices.speakers }[kind],
    selectedId: devices.selected[kind],
    permission: permissions[captureKind(kind)],
    track: kind === 'speaker' ? null : self.sources[kind].track,
    facing: kind === 'speaker' ? null : self.sources[kind].facing,
    error: null,
  };
}

/** The device in use: the chosen one, or, while that is not available, the first, which is the browser's choice. */
export function deviceInUse({ devices, selectedId }: DeviceFacts): DeviceInfo | undefined {
  return devices.find(({ deviceId }) => deviceId === selectedId) ?? devices[0];
}
