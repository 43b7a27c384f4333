import type {
  CallError,
  CallSnapshot,
  CapturePermission,
  DeviceInfo,
  DeviceKind,
  DeviceSource,
  Facing,
} from '../../core/index.js';

/** What a picker shows, whether a room tells it or the picker finds out by itself. */
export interface DeviceFacts {
  /** Of the picker's kind; labels are empty until permission was given. */
  readonly devices: readonly DeviceInfo[];
  /** The one in use, or that will be; `''` lets the browser choose. */
  readonly selectedId: string;
  /** To capture; for a speaker, to use the microphone, without which browsers name no speakers. */
  readonly permission: CapturePermission;
  /** What the device gives, while it is open. */
  readonly track: MediaStreamTrack | null;
  /** Where an open camera looks, if it says so. */
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

/** The kind of device that has to be allowed for this kind to be listed by name. */
export function captureKind(kind: DeviceKind): DeviceSource {
  return kind === 'camera' ? 'camera' : 'microphone';
}

/** What a call's snapshot says of one kind of device. */
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

/** The device in use: the chosen one, or the first, which is the browser's choice, while that one is not there. */
export function deviceInUse({ devices, selectedId }: DeviceFacts): DeviceInfo | undefined {
  return devices.find(({ deviceId }) => deviceId === selectedId) ?? devices[0];
}
