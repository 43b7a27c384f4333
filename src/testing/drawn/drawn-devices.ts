import type { CapturePermission, DeviceInfo, DeviceKind } from '../../core/model/snapshot.js';
import type { DeviceSource } from '../../core/model/sources.js';
import { systemClock, type Clock } from '../../core/base/clock.js';
import { CallError } from '../../core/index.js';
import type { CaptureRequest, CaptureResult, Devices } from '../../core/devices/devices.js';
import { filmScene } from './drawn-camera.js';
import { DrawnSound, type Sound } from './drawn-sound.js';
import { hearingUntrusted } from '../memory/hearing-untrusted.js';
import { onceStopped } from '../memory/once-stopped.js';
import { PORTRAITS, type Portrait, type View } from './portrait.js';

/** A drawn device. What a camera looks at, and on which side of a phone it is, count for cameras only. */
export interface DrawnDevice {
  readonly kind: DeviceKind;
  readonly deviceId: string;
  readonly label: string;
  readonly facingMode?: 'user' | 'environment';
  readonly view?: View;
}

/** Options of `DrawnDevices`. */
export interface DrawnDevicesOptions {
  clock?: Clock;
  /** The person in front of the cameras. */
  portrait?: Portrait;
  /** Shared by the devices of several participants, so that a page has one audio context. */
  sound?: Sound;
  /** Whether microphones hear a tone; silence by default. */
  isTone?: boolean;
  /** What was decided about the camera and microphone before; `granted` by default. */
  permission?: CapturePermission;
}

const DEVICES: readonly DrawnDevice[] = [
  { kind: 'camera', deviceId: 'front', label: 'Front camera', facingMode: 'user', view: 'near' },
  { kind: 'camera', deviceId: 'back', label: 'Back camera', facingMode: 'environment', view: 'window' },
  { kind: 'camera', deviceId: 'desk', label: 'Desk camera', view: 'far' },
  { kind: 'microphone', deviceId: 'built-in-microphone', label: 'Built-in microphone' },
  { kind: 'microphone', deviceId: 'headset-microphone', label: 'Headset microphone' },
  { kind: 'speaker', deviceId: 'built-in-speaker', label: 'Built-in speaker' },
  { kind: 'speaker', deviceId: 'headset-speaker', label: 'Headset' },
];

/** Cameras, microphones and speakers that need no hardware and show no prompt, and fail on demand. */
export class DrawnDevices implements Devices {
  /** How long opening takes, in milliseconds. */
  delayMs = 0;
  /** Whether the person in front of the camera moves as if they spoke. */
  isSpeaking = false;
  /** Whether the cameras' pictures stand still, as they do under reduced motion. */
  isStill = false;
  /** The share of the cameras' pictures that are left out, 0 to 1. */
  frameLoss = 0;
  readonly #clock: Clock;
  readonly #portrait: Portrait;
  readonly #sound: Sound;
  readonly #isTone: boolean;
  readonly #devices = new Map(DEVICES.map((device) => [device.deviceId, device]));
  readonly #busy = new Set<string>();
  readonly #permissions: Record<DeviceSource, CapturePermission>;
  readonly #tracks = new Map<MediaStreamTrack, DrawnDevice>();
  readonly #watchers = new Set<() => void>();

  constructor(options: DrawnDevicesOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#portrait = options.portrait ?? PORTRAITS[0];
    this.#sound = options.sound ?? new DrawnSound();
    this.#isTone = options.isTone ?? false;
    const permission = options.permission ?? 'granted';
    this.#permissions = { camera: permission, microphone: permission };
  }

  list(): Promise<readonly DeviceInfo[]> {
    return Promise.resolve(
      [...this.#devices.values()].map(({ kind, deviceId, label, facingMode: facing }) => {
        // Browsers name speakers to a page that may use the microphone.
        const isNamed = this.#permissions[kind === 'speaker' ? 'microphone' : kind] === 'granted';
        return { kind, deviceId, label: isNamed ? label : '', ...(isNamed && facing && { facing }) };
      }),
    );
  }

  async open(request: Partial<Record<DeviceSource, CaptureRequest>>): Promise<CaptureResult> {
    if (this.delayMs > 0) await new Promise<void>((resolve) => this.#clock.after(this.delayMs, resolve));
    else await Promise.resolve();
    if (!request.microphone && !request.camera) throw new CallError('unsupported');
    // All or nothing, like one browser prompt for both: chosen first, started after.
    const microphone = request.microphone && this.#choose('microphone', request.microphone);
    const camera = request.camera && this.#choose('camera', request.camera);
    if (microphone) this.#decide('microphone', 'granted');
    if (camera) this.#decide('camera', 'granted');
    return { microphone: microphone ? this.#start(microphone) : null, camera: camera ? this.#start(camera) : null };
  }

  permission(kind: DeviceSource): Promise<CapturePermission> {
    return Promise.resolve(this.#permissions[kind]);
  }

  watch(callback: () => void): () => void {
    const watcher = (): void => {
      callback();
    };
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /** The person refuses, now and from now on; what is open ends, as when they press the icon in the address bar. */
  deny(kind: DeviceSource): void {
    this.#decide(kind, 'denied');
    this.#end((device) => device.kind === kind);
  }

  /** The person allows it again. */
  allow(kind: DeviceSource): void {
    this.#decide(kind, 'granted');
  }

  /** Another program takes a device, or (`false`) gives it back. */
  busy(deviceId: string, isBusy = true): void {
    if (isBusy) this.#busy.add(deviceId);
    else this.#busy.delete(deviceId);
  }

  /** A device is put in; one that was taken out comes back by its id alone. */
  plug(device: string | DrawnDevice): void {
    const known = typeof device === 'string' ? DEVICES.find(({ deviceId }) => deviceId === device) : device;
    if (!known) throw new Error('There was no device of that id.');
    this.#devices.set(known.deviceId, known);
    this.#tell();
  }

  /** A device is taken out: what it sends ends. */
  unplug(deviceId: string): void {
    this.#devices.delete(deviceId);
    this.#end((device) => device.deviceId === deviceId);
    this.#tell();
  }

  /** Ends every track that is still open. */
  close(): void {
    for (const track of this.#tracks.keys()) track.stop();
  }

  #choose(kind: DeviceSource, { deviceId, facingMode }: CaptureRequest): DrawnDevice {
    const devices = [...this.#devices.values()].filter((device) => device.kind === kind);
    const chosen = deviceId
      ? devices.find((device) => device.deviceId === deviceId)
      : (devices.find((device) => facingMode && device.facingMode === facingMode) ?? devices[0]);
    if (!chosen) throw new CallError('device-missing');
    if (this.#permissions[kind] === 'denied') throw new CallError('permission-denied');
    if (this.#busy.has(chosen.deviceId)) throw new CallError('device-in-use');
    return chosen;
  }

  #start(device: DrawnDevice): MediaStreamTrack {
    const track =
      device.kind === 'camera'
        ? filmScene(this.#clock, () => ({
            portrait: this.#portrait,
            view: device.view ?? 'near',
            isSpeaking: this.isSpeaking,
            isStill: this.isStill,
            frameLoss: this.frameLoss,
          }))
        : this.#sound.open({ isTone: this.#isTone });
    this.#tracks.set(track, device);
    onceStopped(track, () => {
      this.#tracks.delete(track);
    });
    return describe(track, device);
  }

  #decide(kind: DeviceSource, permission: CapturePermission): void {
    if (this.#permissions[kind] === permission) return;
    this.#permissions[kind] = permission;
    this.#tell();
  }

  #end(isMeant: (device: DrawnDevice) => boolean): void {
    for (const [track, device] of this.#tracks) {
      if (!isMeant(device)) continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }

  #tell(): void {
    for (const watcher of this.#watchers) queueMicrotask(watcher);
  }
}

/** Gives a track the name and settings of its device, in place of the canvas's or the audio graph's. */
function describe(track: MediaStreamTrack, { deviceId, label, facingMode }: DrawnDevice): MediaStreamTrack {
  const getSettings = track.getSettings.bind(track);
  track.getSettings = () => ({ ...getSettings(), deviceId, ...(facingMode && { facingMode }) });
  track.addEventListener = hearingUntrusted(track);
  return Object.defineProperty(track, 'label', { value: label });
}
