import type { LinkSample, ReceivedSample, SentSample } from './link-sample.js';

/** After a longer time between two samples, the page or its machine was asleep: they say nothing of what was between. */
const MAX_INTERVAL_MS = 25_000;
/** Fewer packets, or frames, say nothing of their losses. */
const LEAST_PACKETS = 20;
const LEAST_FRAMES = 5;
/** More is no measurement: ten times the fastest camera, a hundred times the fastest network of a computer, a minute. */
const MAX_FRAME_RATE = 1000;
const MAX_KBPS = 1e9;
const MAX_DELAY_MS = 60_000;

/** How media went one way between two samples; a value is absent where there is nothing to tell it from. */
export interface Measures {
  /** One way, from the network to the loudspeaker: half a round trip, and what the buffer against jitter adds. */
  readonly delayMs?: number | undefined;
  readonly jitterMs?: number | undefined;
  /** The share of packets that were lost, 0 to 1. */
  readonly loss?: number | undefined;
  /** The pictures of the camera in each second; absent where none was expected. */
  readonly frameRate?: number | undefined;
  /** The share of the time in which the camera's picture stood still, 0 to 1. */
  readonly frozen?: number | undefined;
  /** The share of the received pictures that could not be decoded in time, 0 to 1. */
  readonly undecoded?: number | undefined;
  /** The share of the time in which the processor kept the pictures smaller or fewer, 0 to 1. */
  readonly processorBound?: number | undefined;
  /** Likewise the network. */
  readonly networkBound?: number | undefined;
  readonly uplinkKbps?: number | undefined;
  /** What is transferred for all sources together, without the headers of packets. */
  readonly kbps?: number | undefined;
  readonly isRelayed: boolean;
  /** Whether nothing at all has arrived of a microphone that is on, over a connection of the participant’s own. */
  readonly isSilent?: boolean;
}

/** Both ways of a link. */
export interface LinkMeasures {
  readonly received: Measures;
  readonly sent: Measures;
  readonly roundTripMs: number | undefined;
}

/** A stream in both samples. */
type Pair<Sample> = readonly [before: Sample, after: Sample];

/** Compares two samples of one link; `null` where they are too far apart, or not in order. */
export function measureLink(before: LinkSample, after: LinkSample): LinkMeasures | null {
  const intervalMs = after.atMs - before.atMs;
  if (!(intervalMs > 0 && intervalMs <= MAX_INTERVAL_MS)) return null;
  return {
    received: measureReceived(before, after, intervalMs),
    sent: measureSent(before, after, intervalMs),
    roundTripMs: after.roundTripMs,
  };
}

function measureReceived(before: LinkSample, after: LinkSample, intervalMs: number): Measures {
  const pairs = pair(before.received, after.received);
  const voice = pairs.find(([{ source }]) => source === 'microphone');
  const camera = pairs.find(([{ source }]) => source === 'camera');
  const packets = sumOf(pairs, ({ packets }) => packets);
  return {
    delayMs: delayOf(after, voice),
    jitterMs: voice && (growth(voice, ({ packets }) => packets) ?? 0) > 0 ? voice[1].jitterMs : undefined,
    loss: lossOf(pairs, (lost, arrived) => lost + arrived),
    ...(camera && measureCamera(camera, intervalMs)),
    kbps: kbpsOf(pairs, intervalMs),
    isRelayed: after.isRelayed,
    isSilent: after.isOwn && before.isVoiceOn && after.isVoiceOn && packets === 0,
  };
}

function measureCamera(camera: Pair<ReceivedSample>, intervalMs: number): Partial<Measures> {
  const packets = growth(camera, ({ packets }) => packets);
  // A camera that is not seen anywhere may not be sent.
  if (packets === undefined || packets === 0) return {};
  const received = growth(camera, ({ framesReceived }) => framesReceived);
  const decoded = growth(camera, ({ framesDecoded }) => framesDecoded);
  const frozenMs = growth(camera, ({ frozenMs }) => frozenMs);
  return {
    frameRate: rateOf(decoded, intervalMs),
    // A freeze is counted at its end: one longer than this was a camera that was off, or not sent.
    frozen: frozenMs === undefined || frozenMs > intervalMs ? undefined : frozenMs / intervalMs,
    undecoded:
      received === undefined || decoded === undefined || received < LEAST_FRAMES
        ? undefined
        : Math.max(0, 1 - decoded / received),
  };
}

function measureSent(before: LinkSample, after: LinkSample, intervalMs: number): Measures {
  const pairs = pair(before.sent, after.sent);
  const camera = pairs.find(([{ isPicture }, after]) => isPicture && (after.frames ?? 0) > 0);
  const share = (ms: number | undefined): number | undefined =>
    ms === undefined ? undefined : Math.min(1, ms / intervalMs);
  const frames = camera && growth(camera, ({ frames }) => frames);
  return {
    delayMs: after.roundTripMs === undefined ? undefined : after.roundTripMs / 2,
    loss: lossOf(pairs, (_, sent) => sent),
    ...(frames !== undefined && frames > 0 && { frameRate: rateOf(frames, intervalMs) }),
    processorBound: share(camera && growth(camera, ({ processorMs }) => processorMs)),
    networkBound: share(camera && growth(camera, ({ bandwidthMs }) => bandwidthMs)),
    uplinkKbps: after.uplinkKbps,
    kbps: kbpsOf(pairs, intervalMs),
    isRelayed: after.isRelayed,
  };
}

function delayOf({ roundTripMs }: LinkSample, voice: Pair<ReceivedSample> | undefined): number | undefined {
  if (roundTripMs === undefined) return undefined;
  const bufferMs = voice && growth(voice, ({ bufferMs }) => bufferMs);
  const buffered = voice && growth(voice, ({ buffered }) => buffered);
  const isBuffered = bufferMs !== undefined && buffered !== undefined && buffered > 0;
  const waitedMs = isBuffered ? bufferMs / buffered : 0;
  return roundTripMs / 2 + (waitedMs <= MAX_DELAY_MS ? waitedMs : 0);
}

/** Of frames, in each second. */
function rateOf(frames: number | undefined, intervalMs: number): number | undefined {
  return frames === undefined ? undefined : upTo(MAX_FRAME_RATE, (frames / intervalMs) * 1000);
}

/** A bit in each millisecond is a thousand in each second. */
function kbpsOf(pairs: readonly Pair<ReceivedSample | SentSample>[], intervalMs: number): number | undefined {
  const bytes = sumOf(pairs, ({ bytes }) => bytes);
  return bytes === undefined ? undefined : upTo(MAX_KBPS, (bytes * 8) / intervalMs);
}

function upTo(most: number, value: number): number | undefined {
  return value <= most ? value : undefined;
}

/** The share of lost packets of all streams together, where there were enough. */
function lossOf<Sample extends ReceivedSample | SentSample>(
  pairs: readonly Pair<Sample>[],
  totalOf: (lost: number, counted: number) => number,
): number | undefined {
  const counted = pairs.map((each) => [growthOfLost(each), growth(each, ({ packets }) => packets)] as const);
  const known = counted.filter((each): each is [number, number] => each[0] !== undefined && each[1] !== undefined);
  const lost = known.reduce((sum, [lost]) => sum + lost, 0);
  const total = known.reduce((sum, each) => sum + totalOf(...each), 0);
  return total < LEAST_PACKETS ? undefined : Math.min(1, lost / total);
}

/** A packet that was counted as lost and comes late takes the count back. */
function growthOfLost([before, after]: Pair<{ readonly packetsLost?: number | undefined }>): number | undefined {
  if (before.packetsLost === undefined || after.packetsLost === undefined) return undefined;
  return Math.max(0, after.packetsLost - before.packetsLost);
}

function sumOf<Sample>(
  pairs: readonly Pair<Sample>[],
  read: (sample: Sample) => number | undefined,
): number | undefined {
  const growths = pairs.map((each) => growth(each, read)).filter((each) => each !== undefined);
  return growths.length === 0 ? undefined : growths.reduce((sum, each) => sum + each, 0);
}

/** By how much a counter has grown; one that went back has begun anew, or was never true. */
function growth<Sample>(
  [before, after]: Pair<Sample>,
  read: (sample: Sample) => number | undefined,
): number | undefined {
  const [from, to] = [read(before), read(after)];
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}

function pair<Sample>(before: ReadonlyMap<string, Sample>, after: ReadonlyMap<string, Sample>): Pair<Sample>[] {
  return [...after].flatMap(([id, sample]) => {
    const former = before.get(id);
    return former === undefined ? [] : [[former, sample] as const];
  });
}
