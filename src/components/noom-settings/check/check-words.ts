import type { CheckFigures, CheckStatus, CheckStep, CheckStepName } from '../../../core/index.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';

/** A text with what is filled in. */
export type Words = readonly [key: TextKey, params?: TextParams];

/** The steps in the order in which they are shown, each with its name. */
export const STEP_NAMES: Readonly<Record<CheckStepName, TextKey>> = {
  microphone: 'microphone',
  camera: 'camera',
  signaling: 'stepSignaling',
  stun: 'stepStun',
  'turn-udp': 'stepTurnUdp',
  'turn-tcp': 'stepTurnTcp',
  'turn-tls': 'stepTurnTls',
  loopback: 'stepLoopback',
};

export const STATE_NAMES: Readonly<Record<CheckStatus, TextKey>> = {
  ok: 'stateOk',
  warning: 'stateWarning',
  failed: 'stateFailed',
  skipped: 'stateSkipped',
};

/** What was measured, in the order in which it is shown. */
export function wordsOfFigures(figures: CheckFigures): readonly Words[] {
  const { widthPx, heightPx, connectMs, roundTripMs, framesPerSecond, bitrateKbps, lossPercent, isRelayed } = figures;
  const numbers = [
    ['figureConnect', connectMs],
    ['figureRoundTrip', roundTripMs],
    ['figureFrames', framesPerSecond],
    ['figureBitrate', bitrateKbps],
    ['figureLoss', lossPercent],
  ] as const;
  return [
    ...(widthPx && heightPx ? [['figureSize', { size: `${String(widthPx)} × ${String(heightPx)}` }] as const] : []),
    ...numbers.flatMap(([key, number]) => (number === undefined ? [] : [[key, { number }] as const])),
    ...(isRelayed ? [['figureRelayed'] as const] : []),
  ];
}

/** What a person can do about a step that is not `ok`, or why it was not checked. */
export function adviceFor({ name, code, figures }: CheckStep): readonly Words[] {
  switch (code) {
    case 'works':
      return [];
    case 'muted':
      return [['adviceMuted']];
    case 'slow':
      return [['adviceSlow']];
    case 'lossy':
      return [['adviceLossy']];
    case 'few-frames':
      return [['adviceFewFrames']];
    case 'unreachable':
      return [[name === 'stun' ? 'adviceStun' : name === 'loopback' ? 'adviceLoopback' : 'adviceTurn']];
    case 'wrong-credentials':
      return [['adviceCredentials']];
    case 'refused':
      return [['adviceRefused', { number: figures.errorCode ?? 0 }]];
    case 'invalid-server':
      return [['adviceInvalid']];
    case 'not-configured':
      return [['adviceNone']];
    case 'not-known':
      return [['adviceUnknown']];
    case 'relay-only':
      return [[name === 'loopback' ? 'adviceNoRelay' : 'adviceRelayOnly']];
    default:
      // The code of an error: what failed, and what to do.
      return [[`error:${code}`], [`hint:${code}`]];
  }
}
