import type { CapturePermission, DeviceInfo } from '../../../src/core/model/snapshot.js';
import type { DeviceSource } from '../../../src/core/model/sources.js';
import type { CaptureRequest, CaptureResult, Devices } from '../../../src/core/devices/devices.js';
import { CallError, type CallErrorCode } from '../../../src/core/base/errors.js';
import { createTrack } from './tracks.js';

/** What was requested. */
export type OpenRequest = Partial<Record<DeviceSource, CaptureRequest>>;

const DEVICES: readonly DeviceInfo[] = [
  { kind: 'camera', deviceId: 'front', label: 'Front' },
  { kind: 'camera', deviceId: 'back', label: 'Back' },
  { kind: 'microphone', deviceId: 'desk', label: 'Desk' },
  { kind: 'microphone', deviceId: 'headset', label: 'Headset' },
  { kind: 'speaker', deviceId: 'loud', label: 'Loud' },
];

/**
 * Devices that open at once, unless a test scripts another answer or holds them back, and that record what was
 * requested.
 */
export class FakeDevices implements Devices {
  devices: readonly DeviceInfo[] = DEVICES;
  readonly permissions: Record<DeviceSource, CapturePermission> = { camera: 'granted', microphone: 'granted' };
  /** Settings beside the device's id, by that id. */
  readonly settings: Record<string, MediaTrackSettings> = {};
  /** Every requested opening, in order. */
  readonly requests: OpenRequest[] = [];
  /** Every track given, in order. */
  readonly tracks: MediaStreamTrack[] = [];
  /** How many frames every camera has given so far; `null` where they are not counted. */
  frames: number | null = null;
  readonly #failures: ((request: OpenRequest) => CallErrorCode | null)[] = [];
  readonly #watchers = new Set<() => void>();
  #held: { result: () => Promise<CaptureResult>; settle: (result: Promise<CaptureResult>) => void }[] | null = null;

  get watcherCount(): number {
    return this.#watchers.size;
  }

  get liveTracks(): readonly MediaStreamTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  list(): Promise<readonly DeviceInfo[]> {
    return Promise.resolve(this.devices);
  }

  permission(kind: DeviceSource): Promise<CapturePermission> {
    return Promise.resolve(this.permissions[kind]);
  }

  open(request: OpenRequest): Promise<CaptureResult> {
    this.requests.push(request);
    const result = (): Promise<CaptureResult> => this.#open(request);
    const held = this.#held;
    return held === null ? result() : new Promise((settle) => held.push({ result, settle }));
  }

  watch(callback: () => void): () => void {
    const watcher = (): void => callback();
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /** From now on openings for which `judge` gives a code fail with it. */
  failWhen(judge: (request: OpenRequest) => CallErrorCode | null): void {
    this.#failures.unshift(judge);
  }

  /** From now on nothing fails. */
  heal(): void {
    this.#failures.length = 0;
  }

  /** From now on openings wait for `release()`, like prompts without an answer. */
  hold(): void {
    this.#held ??= [];
  }

  /** Answers the pending openings, the oldest first, or one of them alone. */
  release(which: 'all' | 'oldest' | 'newest' = 'all'): void {
    const released = this.#held?.splice(which === 'newest' ? -1 : 0, which === 'all' ? Infinity : 1) ?? [];
    if (which === 'all') this.#held = null;
    for (const { result, settle } of released) settle(result());
  }

  /** Reports that devices or permissions changed. */
  change(devices = this.devices): void {
    this.devices = devices;
    for (const watcher of this.#watchers) watcher();
  }

  async #open(request: OpenRequest): Promise<CaptureResult> {
    for (const judge of this.#failures) {
      const code = judge(request);
      if (code !== null) throw new CallError(code);
    }
    const { microphone, camera } = request;
    if (microphone === undefined && camera === undefined) throw new CallError('unsupported');
    // All or nothing, like one browser prompt for both: chosen first, started after.
    const chosen = { microphone: this.#choose('microphone', microphone), camera: this.#choose('camera', camera) };
    return Promise.resolve({ microphone: this.#start(chosen.microphone), camera: this.#start(chosen.camera) });
  }

  #choose(kind: DeviceSource, request: CaptureRequest | undefined): DeviceInfo | null {
    if (request === undefined) return null;
    const { deviceId = '', facingMode } = request;
    const devices = this.devices.filter((device) => device.kind === kind);
    const facing = devices.find(
      (device) => facingMode !== undefined && this.settings[device.deviceId]?.facingMode === facingMode,
    );
    const found = deviceId === '' ? (facing ?? devices[0]) : devices.find((device) => device.deviceId === deviceId);
    if (found === undefined) throw new CallError('device-missing');
    return found;
  }

  #start(device: DeviceInfo | null): MediaStreamTrack | null {
    if (device === null) return null;
    const { kind, deviceId, label, groupId } = device;
    const settings = { deviceId, ...(groupId && { groupId }), ...this.settings[deviceId] };
    const track = createTrack(kind === 'camera' ? 'camera' : 'microphone', settings);
    Object.defineProperty(track, 'label', { value: label });
    const stats = (): { totalFrames: number } | null => (this.frames === null ? null : { totalFrames: this.frames });
    Object.defineProperty(track, 'stats', { get: stats });
    this.tracks.push(track);
    return track;
  }
}
