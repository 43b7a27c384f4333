import { DEVICE_SOURCES, type CallSnapshot, type DeviceSource } from '../../core/index.js';

/** Which of camera and microphone the person, or the browser, has refused. */
export function blockedKinds({ permissions }: Pick<CallSnapshot, 'permissions'>): readonly DeviceSource[] {
  return DEVICE_SOURCES.filter((kind) => permissions[kind] === 'denied');
}
