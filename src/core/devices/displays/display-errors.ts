import { CallError, type CallErrorCode } from '../../base/errors.js';

/**
 * What a `getDisplayMedia` exception means, by its name. Without the system's permission, Chromium reports
 * `NotAllowedError`, Firefox `NotFoundError`.
 * @see https://w3c.github.io/mediacapture-screen-share/#dom-mediadevices-getdisplaymedia
 */
const CODES: Readonly<Record<string, CallErrorCode>> = {
  NotAllowedError: 'permission-dismissed',
  SecurityError: 'policy-blocked',
  InvalidStateError: 'not-allowed',
  NotFoundError: 'screen-unavailable',
  NotReadableError: 'screen-unavailable',
  OverconstrainedError: 'screen-unavailable',
  AbortError: 'screen-unavailable',
  TypeError: 'unsupported',
};

/** Converts what `getDisplayMedia` threw. `isPolicyAllowed`: the embedding page lets this one capture displays. */
export function toDisplayError(thrown: unknown, isPolicyAllowed: boolean): CallError {
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: '' };
  const code = CODES[name] ?? 'internal';
  if (code === 'not-allowed') {
    return new CallError(code, {
      message: 'The browser asks for a screen only in a press.',
      hint: 'Press “Share screen” again.',
      cause: thrown,
    });
  }
  return new CallError(code === 'permission-dismissed' ? refusalOf(message, isPolicyAllowed) : code, { cause: thrown });
}

/** Who refused: the embedding page, the system, or the person, whose refusal is a choice of none. */
function refusalOf(message: string, isPolicyAllowed: boolean): CallErrorCode {
  if (!isPolicyAllowed) return 'policy-blocked';
  // Chromium: "Permission denied by system", "Permission denied by user", "Permission denied".
  return message.toLowerCase().includes('by system') ? 'screen-unavailable' : 'permission-dismissed';
}
