import { isPolicyAllowed, type DeviceInfo, type DeviceKind } from '../../core/index.js';
import type { TextKey, TextParams } from '../internal/localization/index.js';
import { captureKind, deviceInUse, type DeviceFacts } from './device-facts.js';

/** Returns a text in the tag's language. */
export type Translate = (key: TextKey, params?: TextParams) => string;

const NONE = { camera: 'noCamera', microphone: 'noMicrophone', speaker: 'noSpeaker' } as const;
const BLOCKED = { camera: 'blockedCamera', microphone: 'blockedMicrophone', speaker: 'noSpeaker' } as const;

/** Whether this browser lets a page choose the speaker; Safari before 18.4 does not. */
function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Whether asking for permission may help: it is undecided, and devices have no names. */
export function canAllow({ permission, devices }: DeviceFacts, kind: DeviceKind): boolean {
  if (!isSecureContext || (kind === 'speaker' && !canChooseSpeaker())) return false;
  return (permission === 'prompt' || permission === 'unknown') && devices.every(({ label }) => label === '');
}

/** The text of the field while there are no devices. */
export function describeNone({ permission }: DeviceFacts, kind: DeviceKind, t: Translate): string {
  if (permission === 'denied') return t(BLOCKED[kind]);
  return t(permission === 'granted' || kind === 'speaker' ? NONE[kind] : 'deviceDefault');
}

/** What is wrong and what to do about it; `null` when nothing is. `lost` was unplugged while it was in use. */
export function describeProblem(
  facts: DeviceFacts,
  kind: DeviceKind,
  lost: DeviceInfo | undefined,
  t: Translate,
): string | null {
  const { error, permission, devices } = facts;
  if (kind === 'speaker') {
    if (devices.length === 0 && !canAllow(facts, kind)) return t('speakerBySystem');
  } else if (error !== null && error.code !== 'permission-denied') {
    return `${t(`error:${error.code}`)} ${t(`hint:${error.code}`)}`;
  } else if (!isSecureContext) {
    return `${t('error:insecure-context')} ${t('hint:insecure-context')}`;
  } else if (permission === 'denied') {
    // What the embedding page forbids, the person cannot allow in the address bar.
    return t(isPolicyAllowed(captureKind(kind)) ? 'allowAddress' : 'hint:policy-blocked');
  }
  if (lost === undefined) return null;
  const old = displayLabel(lost.label);
  const now = devices.findIndex(({ deviceId }) => deviceId === deviceInUse(facts)?.deviceId);
  return now < 0 ? t('deviceUnplugged', { old }) : t('deviceReplaced', { old, now: nameOf(devices, now, kind, t) });
}

/** The name of a device as the list shows it; its kind and number while it has none. */
export function nameOf(devices: readonly DeviceInfo[], index: number, kind: DeviceKind, t: Translate): string {
  return displayLabel(devices[index]?.label ?? '') || t('deviceUnnamed', { kind: t(kind), number: index + 1 });
}

/** A label without the USB ids that Chromium appends: `HD Camera (046d:0825)`. */
function displayLabel(label: string): string {
  return label.replace(/ \([\da-f]{4}:[\da-f]{4}\)$/iu, '');
}
