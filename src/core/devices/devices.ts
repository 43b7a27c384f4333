import type { CapturePermission, DeviceInfo } from '../model/snapshot.js';
import type { DeviceSource } from '../model/sources.js';

/** What to open: one device by id, or whatever the browser prefers. */
export interface CaptureRequest {
  readonly deviceId?: string;
  /** Phones: `user` is the front camera, `environment` the back one. */
  readonly facingMode?: 'user' | 'environment';
}

/** What was opened, and, for what could not be, why. */
export type CaptureResult = Readonly<Record<DeviceSource, MediaStreamTrack | null>>;

/**
 * The cameras, microphones and speakers of this machine. The only thing that knows `navigator.mediaDevices`.
 */
export interface Devices {
  /**
   * Everything there is; labels, and in most browsers ids, are empty until the person has given permission, and in Firefox
   * until this page has used it. Empty where unsupported; never throws.
   */
  list(): Promise<readonly DeviceInfo[]>;

  /**
   * Opens what is asked for in one prompt. The caller owns the tracks and stops them.
   * @throws CallError `permission-denied`, `permission-dismissed`, `system-blocked`, `device-missing`, `device-in-use`, `insecure-context`, `policy-blocked`, `unsupported`.
   */
  open(request: Partial<Record<DeviceSource, CaptureRequest>>): Promise<CaptureResult>;

  /** What the browser says of permission; `unknown` where it cannot be asked. Never throws. */
  permission(kind: DeviceSource): Promise<CapturePermission>;

  /** Calls back when devices come, go or get labels, or a permission changes; returns the undo. */
  watch(callback: () => void): () => void;
}
