import type { CapturePermission, DeviceInfo } from '../model/snapshot.js';
import type { DeviceSource } from '../model/sources.js';

/**
 * What the browser does to the sound of a microphone: against noise, against the echo of the speakers, for an even
 * loudness. Wishes: what is left out is up to the browser.
 */
export interface AudioProcessing {
  readonly noiseSuppression?: boolean;
  readonly echoCancellation?: boolean;
  readonly autoGainControl?: boolean;
}

/** What to open: one device by id, or the browser's choice. */
export interface CaptureRequest {
  readonly deviceId?: string;
  /** Phones: `user` is the front camera, `environment` the back one. */
  readonly facingMode?: 'user' | 'environment';
  /** Of a microphone. */
  readonly processing?: AudioProcessing;
}

/** The captured tracks; `null` for what was not asked for, or not given. */
export type CaptureResult = Readonly<Record<DeviceSource, MediaStreamTrack | null>>;

/** The cameras, microphones and speakers of this machine. */
export interface Devices {
  /**
   * All devices; labels, and in most browsers ids, are empty until the person has given permission, and in Firefox
   * until this page has used the device. Empty where unsupported; never throws.
   */
  list(): Promise<readonly DeviceInfo[]>;

  /**
   * Opens what is asked for in one prompt. The caller owns the tracks and stops them.
   * @throws CallError `permission-denied`, `permission-dismissed`, `system-blocked`, `device-missing`, `device-in-use`,
   * `insecure-context`, `policy-blocked`, `unsupported`.
   */
  open(request: Partial<Record<DeviceSource, CaptureRequest>>): Promise<CaptureResult>;

  /** The permission to capture; `unknown` where the browser does not tell. Never throws. */
  permission(kind: DeviceSource): Promise<CapturePermission>;

  /** Calls back when devices come, go or get labels, or a permission changes. Returns a function that undoes it. */
  watch(callback: () => void): () => void;
}
