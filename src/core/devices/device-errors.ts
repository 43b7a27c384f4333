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

/** What is known besides the exception. */
interface Circumstances {
  /** Whether the embedding page lets this one capture. */
  readonly isPolicyAllowed: boolean;
  /** The permissions of the kinds asked for, read after the refusal. */
  readonly permissions: readonly CapturePermission[];
}

/** Converts what `getUserMedia` threw. */
export function toDeviceError(thrown: unknown, circumstances: Circumstances): CallError {
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: '' };
  const code = CODES[name] ?? 'internal';
  const refined = code === 'permission-denied' ? refusalOf(message, circumstances) : code;
  return new CallError(refined, { cause: thrown });
}

/** Who refused: the embedding page, the system, the person, or no one yet. */
function refusalOf(message: string, { isPolicyAllowed, permissions }: Circumstances): CallErrorCode {
  if (!isPolicyAllowed) return 'policy-blocked';
  // Chromium: "Permission denied by system", "Permission dismissed", "Permission denied".
  if (/by system/i.test(message)) return 'system-blocked';
  if (permissions.includes('denied') || /denied/i.test(message)) return 'permission-denied';
  // Firefox has one message for all; where it would ask again, the prompt was not answered.
  return /dismissed/i.test(message) || permissions.includes('prompt') ? 'permission-dismissed' : 'permission-denied';
}
