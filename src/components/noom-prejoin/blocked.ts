import type { CallSnapshot, DeviceSource } from '../../core/index.js';
import type { TextKey } from '../internal/localization/index.js';

/** The devices that are blocked. */
export type Blocked = DeviceSource | 'both' | null;

/** Which of camera and microphone the person, or the browser, has refused. */
export function blockedOf({ permissions }: Pick<CallSnapshot, 'permissions'>): Blocked {
  const { camera, microphone } = permissions;
  if (camera === 'denied') return microphone === 'denied' ? 'both' : 'camera';
  return microphone === 'denied' ? 'microphone' : null;
}

/** The same as a list, in the order in which they are requested. */
export function blockedKinds(blocked: Blocked): readonly DeviceSource[] {
  if (blocked === 'both') return ['camera', 'microphone'];
  return blocked === null ? [] : [blocked];
}

/** The texts about blocked devices. */
export const BLOCKED_TEXTS: Readonly<Record<DeviceSource | 'both', Record<'title' | 'hint' | 'join', TextKey>>> = {
  camera: { title: 'blockedCamera', hint: 'blockedCameraHint', join: 'joinWithoutCamera' },
  microphone: { title: 'blockedMicrophone', hint: 'blockedMicrophoneHint', join: 'joinWithoutMicrophone' },
  both: { title: 'blockedBoth', hint: 'blockedBothHint', join: 'joinWithoutDevices' },
};

/** The browser's name, from its user agent string; `''` when it is none of the four. Used in texts only. */
export function browserName(userAgent: string): 'Edge' | 'Firefox' | 'Chrome' | 'Safari' | '' {
  if (/EdgA?\//.test(userAgent)) return 'Edge';
  if (/Firefox\//.test(userAgent)) return 'Firefox';
  if (/Chrome\//.test(userAgent)) return 'Chrome';
  return /Safari\//.test(userAgent) ? 'Safari' : '';
}
