import type { CallErrorCode } from '../base/errors.js';

/** The steps of a check, in the order of its report. */
export const CHECK_STEPS = [
  'microphone',
  'camera',
  'signaling',
  'stun',
  'turn-udp',
  'turn-tcp',
  'turn-tls',
  'loopback',
] as const;

/**
 * What a step looked at: a device; the connection to the signaling server; the address that a STUN server tells; a TURN
 * server over each transport; and a call of this page with itself.
 */
export type CheckStepName = (typeof CHECK_STEPS)[number];

/** How a step ended. A `warning` works, with restrictions; `skipped` was not to be checked, or could not be. */
export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/**
 * What a step found. A page may switch on it: the codes do not change.
 *
 * - `works`, with the status `ok`
 * - `muted`: the device is open, and the system or a switch of it gives nothing
 * - `slow`: an answer takes longer than it should
 * - `lossy`, `few-frames`: the call with itself loses packets, or frames
 * - `unreachable`: nothing answered, or no connection came about, in time
 * - `wrong-credentials`: the TURN server did not take user name and password
 * - `refused`: the server answered with another error; `errorCode` has it
 * - `invalid-server`: the browser does not take the address of an ICE server
 * - `not-configured`: there is no such server
 * - `not-known`: the ICE servers are told once the room is joined
 * - `relay-only`: not used, since everything is to go through a TURN server
 * - or the code of a `CallError`: why a device could not be opened, why the signaling server did not answer
 */
export type CheckCode =
  | CallErrorCode
  | 'works'
  | 'muted'
  | 'slow'
  | 'lossy'
  | 'few-frames'
  | 'unreachable'
  | 'wrong-credentials'
  | 'refused'
  | 'invalid-server'
  | 'not-configured'
  | 'not-known'
  | 'relay-only';

/** What a step measured; each figure has its unit in its name, and is missing where it was not measured. */
export interface CheckFigures {
  /** Until the connection was open, or the server had answered. */
  readonly connectMs?: number;
  readonly roundTripMs?: number;
  /** Of the packets of the call with itself, 0 to 100. */
  readonly lossPercent?: number;
  readonly jitterMs?: number;
  readonly framesPerSecond?: number;
  /** What the call with itself has sent; never more than a small picture needs. */
  readonly bitrateKbps?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Whether the call with itself went through a TURN server. */
  readonly isRelayed?: boolean;
  /** What a STUN or TURN server answered with (RFC 8489, RFC 8656); 701 is the browser's own, for no answer. */
  readonly errorCode?: number;
}

/** One step of a check, as it ended. */
export interface CheckStep {
  readonly name: CheckStepName;
  readonly status: CheckStatus;
  readonly code: CheckCode;
  readonly figures: CheckFigures;
}

/** The result of `checkConnection()`: plain data without addresses, names or credentials. */
export interface ConnectionCheck {
  /** ISO 8601. */
  readonly at: string;
  /**
   * `failed` when a call cannot work: without the signaling server, or when the call with itself failed. `warning` when
   * another step failed, or warns.
   */
  readonly status: Exclude<CheckStatus, 'skipped'>;
  /** All steps, in the order of `CHECK_STEPS`. */
  readonly steps: readonly CheckStep[];
}

/** The options of `checkConnection()`. */
export interface CheckOptions {
  /** Cancels the check, which rejects with the reason. */
  signal?: AbortSignal;
  /** Called with each step as it ends. */
  onStep?: (step: CheckStep) => void;
}

/** What a step found; the check adds its name. */
export type Finding = Omit<CheckStep, 'name'>;

/** A step that works. */
export function works(figures: CheckFigures = {}): Finding {
  return { status: 'ok', code: 'works', figures };
}

export function warning(code: CheckCode, figures: CheckFigures = {}): Finding {
  return { status: 'warning', code, figures };
}

export function failed(code: CheckCode, figures: CheckFigures = {}): Finding {
  return { status: 'failed', code, figures };
}

export function skipped(code: CheckCode): Finding {
  return { status: 'skipped', code, figures: {} };
}

/** @param now milliseconds since the epoch. */
export function toCheck(steps: readonly CheckStep[], now: number): ConnectionCheck {
  const isFatal = ({ name, status }: CheckStep): boolean =>
    status === 'failed' && (name === 'signaling' || name === 'loopback');
  const isPoor = ({ status }: CheckStep): boolean => status === 'failed' || status === 'warning';
  const status = steps.some(isFatal) ? 'failed' : steps.some(isPoor) ? 'warning' : 'ok';
  return { at: new Date(now).toISOString(), status, steps };
}
