import type { CheckFigures } from './check-report.js';

/** The counters of a call with itself at one moment; what the browser does not tell, or tells as nonsense, is 0. */
export interface LoopbackSample {
  /** By the monotonic clock. */
  readonly atMs: number;
  readonly bytes: number;
  readonly frames: number;
  readonly packets: number;
  readonly lost: number;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
}

/** Reads the statistics of both sides. @see https://www.w3.org/TR/webrtc-stats/ */
export function readSample(sent: RTCStatsReport, received: RTCStatsReport, atMs: number): LoopbackSample {
  const inbound = entriesOf(received).find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video') ?? {};
  const outbound = entriesOf(sent).find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video') ?? {};
  // The pair in use is the one over which most was sent: not every browser marks it.
  const [pair = {}] = entriesOf(sent)
    .filter(({ type, state }) => type === 'candidate-pair' && state === 'succeeded')
    .sort((one, other) => count(other['bytesSent']) - count(one['bytesSent']));
  const remote = entriesOf(sent).find(({ type }) => type === 'remote-inbound-rtp') ?? {};
  return {
    atMs,
    bytes: count(outbound['bytesSent']),
    frames: count(inbound['framesDecoded']),
    packets: count(inbound['packetsReceived']),
    lost: count(inbound['packetsLost']),
    jitterMs: milliseconds(inbound['jitter']),
    roundTripMs: milliseconds(pair['currentRoundTripTime']) ?? milliseconds(remote['roundTripTime']),
  };
}

/** What happened between two moments. */
export function measureBetween(before: LoopbackSample, after: LoopbackSample): CheckFigures {
  const seconds = Math.max(after.atMs - before.atMs, 1) / 1000;
  const lost = Math.max(0, after.lost - before.lost);
  const expected = Math.max(0, after.packets - before.packets) + lost;
  return {
    bitrateKbps: Math.round((Math.max(0, after.bytes - before.bytes) * 8) / 1000 / seconds),
    framesPerSecond: Math.round(Math.max(0, after.frames - before.frames) / seconds),
    lossPercent: expected === 0 ? 0 : Math.round((lost / expected) * 1000) / 10,
    ...(after.jitterMs !== null && { jitterMs: after.jitterMs }),
    ...(after.roundTripMs !== null && { roundTripMs: after.roundTripMs }),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function entriesOf(report: RTCStatsReport): Entry[] {
  return [...report.values()] as Entry[];
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** @param seconds as statistics have times. */
function milliseconds(seconds: unknown): number | null {
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}
