import { CallError, type CallErrorCode } from '../errors.js';

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

/** Makes a `CallError` of what `getUserMedia` threw; `isPolicyAllowed` tells a person's refusal from the page's embedder's. */
export function toDeviceError(thrown: unknown, isPolicyAllowed: boolean): CallError {
  const name = thrown instanceof Error ? thrown.name : '';
  const code = CODES[name] ?? 'internal';
  return new CallError(code === 'permission-denied' && !isPolicyAllowed ? 'policy-blocked' : code, { cause: thrown });
}
