import type { DeviceInfo, DeviceKind } from '../model/snapshot.js';
import { DEVICE_SOURCES, type DeviceSource } from '../model/sources.js';
import { CallError } from '../base/errors.js';
import { toFacing } from './capture-facts.js';
import { toDeviceError } from './device-errors.js';
import type { CaptureRequest, CaptureResult, Devices } from './devices.js';

const KINDS: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'speaker',
};

/**
 * Enough for a large tile, light enough for a mesh, in CSS pixels and frames a second; a camera gives the nearest it
 * can.
 */
const CAMERA_CONSTRAINTS: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

/** The devices of this browser: the only place that touches `navigator.mediaDevices`. */
export const browserDevices: Devices = {
  async list() {
    const mediaDevices = getMediaDevices();
    if (mediaDevices === undefined) return [];
    try {
      return (await mediaDevices.enumerateDevices()).map(toDeviceInfo);
    } catch {
      // Some browsers refuse while the page is being hidden; the next change lists again.
      return [];
    }
  },

  async open(request) {
    const { microphone, camera } = request;
    const mediaDevices = getMediaDevices();
    if (mediaDevices === undefined) {
      throw new CallError(globalThis.isSecureContext ? 'unsupported' : 'insecure-context');
    }
    try {
      const stream = await mediaDevices.getUserMedia({
        audio: microphone === undefined ? false : toConstraints(microphone, microphone.processing),
        video: camera === undefined ? false : toConstraints(camera, CAMERA_CONSTRAINTS),
      });
      return toResult(stream);
    } catch (error) {
      const kinds = DEVICE_SOURCES.filter((kind) => request[kind] !== undefined);
      // `permission()` also fills `hiddenKinds`, which `isPolicyAllowed` reads.
      const permissions = await Promise.all(kinds.map((kind) => browserDevices.permission(kind)));
      throw toDeviceError(error, { isPolicyAllowed: kinds.every(isPolicyAllowed), permissions });
    }
  },

  async permission(kind) {
    const state = (await queryPermission(kind))?.state ?? 'unknown';
    const mayBeForbidden = (state === 'denied' || state === 'unknown') && isFramed();
    if (mayBeForbidden && !(await browserDevices.list()).some((device) => device.kind === kind)) hiddenKinds.add(kind);
    else hiddenKinds.delete(kind);
    return state;
  },

  watch(callback) {
    const undone = new AbortController();
    const options = { signal: undone.signal };
    getMediaDevices()?.addEventListener('devicechange', callback, options);
    for (const kind of DEVICE_SOURCES) {
      void queryPermission(kind).then((status) => {
        status?.addEventListener('change', callback, options);
      });
    }
    return () => {
      undone.abort();
    };
  },
};

/** What this browser can be asked for when it captures. */
export function supportedConstraints(): MediaTrackSupportedConstraints {
  return getMediaDevices()?.getSupportedConstraints() ?? {};
}

function getMediaDevices(): MediaDevices | undefined {
  // Absent in insecure contexts and in Node, whatever the types say.
  return (globalThis.navigator as Partial<Navigator> | undefined)?.mediaDevices;
}

function toDeviceInfo(device: MediaDeviceInfo): DeviceInfo {
  const { kind, deviceId, label, groupId } = device;
  // Not in every browser, and empty until the person has given permission.
  const facing = toFacing((device as Partial<InputDeviceInfo>).getCapabilities?.().facingMode?.[0]);
  return { kind: KINDS[kind], deviceId, label, groupId, ...(facing && { facing }) };
}

function toConstraints(
  { deviceId, facingMode }: CaptureRequest,
  wishes: MediaTrackConstraints = {},
): MediaTrackConstraints {
  return {
    ...wishes,
    ...(deviceId === undefined || deviceId === '' ? {} : { deviceId: { exact: deviceId } }),
    ...(facingMode === undefined ? {} : { facingMode: { ideal: facingMode } }),
  };
}

function toResult(stream: MediaStream): CaptureResult {
  return { microphone: stream.getAudioTracks()[0] ?? null, camera: stream.getVideoTracks()[0] ?? null };
}

async function queryPermission(kind: DeviceSource): Promise<PermissionStatus | undefined> {
  try {
    return await globalThis.navigator.permissions.query({ name: kind });
  } catch {
    // Firefox before 2025 and Safari do not know these names; the last attempt to open shows it instead.
    return undefined;
  }
}

/** The kinds of which this page, in a frame, is shown no device at all. */
const hiddenKinds = new Set<DeviceSource>();

function isFramed(): boolean {
  return globalThis.self !== globalThis.top;
}

/**
 * Whether the embedding page's permissions policy lets this one capture. Firefox and Safari have no API for it, but
 * list no devices, not even unnamed ones, to a page that may not capture; known once `permission()` was called.
 */
export function isPolicyAllowed(feature: DeviceSource): boolean {
  const policy = (document as { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy;
  return policy?.allowsFeature(feature) ?? !hiddenKinds.has(feature);
}
