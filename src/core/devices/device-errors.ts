import type { CapturePermission } from '../model/snapshot.js';
import { CallError, type CallErrorCode } from '../base/errors.js';

/**
 * What a `getUserMedia` exception means, by its name.
 * @see https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia
 */
const CODES: Readonly<Record<string, CallErrorCode>> = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'policy-blocked',
  NotFoundError: 'device-missing',
  OverconstrainedError: 'device-missing',
  NotReadableError: 'device-in-use',
  AbortError: 'device-in-use',
  TypeError: 'unsupported',
};

/** What is known beside the exception, which says little. */
interface Circumstances {
  /** Whether the page around this one lets it capture. */
  readonly isPolicyAllowed: boolean;
  /** What the browser says of permission for what was asked, after it has refused. */
  readonly permissions: readonly CapturePermission[];
}

/** Makes a `CallError` of what `getUserMedia` threw. */
export function toDeviceError(thrown: unknown, circumstances: Circumstances): CallError {
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: '' };
  const code = CODES[name] ?? 'internal';
  const refined = code === 'permission-denied' ? refusalOf(message, circumstances) : code;
  return new CallError(refined, { cause: thrown });
}

/** Who has refused: the page around this one, the system, the person, or nobody yet. */
function refusalOf(message: string, { isPolicyAllowed, permissions }: Circumstances): CallErrorCode {
  if (!isPolicyAllowed) return 'policy-blocked';
  // Chromium: "Permission denied by system", "Permission dismissed", "Permission denied".
  if (/by system/i.test(message)) return 'system-blocked';
  if (permissions.includes('denied') || /denied/i.test(message)) return 'permission-denied';
  // Firefox has the same words for all; what it would ask again has not been answered.
  return /dismissed/i.test(message) || permissions.includes('prompt') ? 'permission-dismissed' : 'permission-denied';
}
