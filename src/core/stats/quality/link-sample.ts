import type { Source } from '../../model/sources.js';

/** What a stream has counted so far; a value is absent where the browser does not report it. */
type Counts<Name extends string> = Readonly<Partial<Record<Name, number | undefined>>>;

/**
 * What has come of one received stream: `bufferMs` are the delays that the jitter buffer has added to `buffered` samples
 * or frames, summed up; `frozenMs` is how long the picture stood still.
 */
export type ReceivedSample = Counts<
  | 'packets'
  | 'packetsLost'
  | 'bytes'
  | 'jitterMs'
  | 'bufferMs'
  | 'buffered'
  | 'framesReceived'
  | 'framesDecoded'
  | 'frozenMs'
> & { readonly source: Source };

/**
 * What has become of one sent stream: `packetsLost` are as the other side reports them; `processorMs` and `bandwidthMs`
 * is how long the processor, or the rate that the network takes, kept the pictures smaller or fewer.
 */
export type SentSample = Counts<'packets' | 'packetsLost' | 'bytes' | 'frames' | 'processorMs' | 'bandwidthMs'> & {
  readonly isPicture: boolean;
};

/** What is known of the link to one participant at one time: counters from its beginning, by stream, and present values. */
export interface LinkSample {
  /** By the monotonic clock. */
  readonly atMs: number;
  readonly received: ReadonlyMap<string, ReceivedSample>;
  readonly sent: ReadonlyMap<string, SentSample>;
  readonly roundTripMs?: number | undefined;
  /** Whether a TURN server is in between. */
  readonly isRelayed: boolean;
  /** The rate that the network takes, by the estimate of the browser. */
  readonly uplinkKbps?: number | undefined;
  /** Whether the connection is of this participant alone. */
  readonly isOwn: boolean;
  /** Whether their microphone is on, of which something arrives all the time. */
  readonly isVoiceOn: boolean;
}

/** Whose link is read. */
interface LinkOf {
  readonly id: string;
  /** The received tracks, by source. */
  readonly tracks: ReadonlyMap<Source, { readonly id: string }>;
  readonly isVoiceOn: boolean;
}

/** The statistics of one connection, as `MediaPlane.getStats()` has them. */
interface Report {
  readonly participantId: string | null;
  readonly stats: { values(): Iterable<unknown> };
}

/** An entry of a report: nothing about it is certain but what it is read with. */
type Entry = Readonly<Record<string, unknown>>;

/** 2^48: no counter of a call comes near, and sums of some stay exact. */
const MAX_COUNT = 2 ** 48;
/** A longer round trip, or jitter, is no measurement. */
const MAX_DELAY_MS = 60_000;

/**
 * Reads what the statistics say of the link to a participant; `null` where they say nothing of it. A connection that is
 * shared by several counts with the streams of this one.
 */
export function readLink(
  { id, tracks, isVoiceOn }: LinkOf,
  reports: readonly Report[],
  atMs: number,
): LinkSample | null {
  const ours = reports.filter(({ participantId }) => participantId === id || participantId === null);
  const entries = ours.flatMap(({ stats }) => [...stats.values()].filter(isEntry));
  if (entries.length === 0) return null;
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const sources = new Map([...tracks].map(([source, track]) => [track.id, source]));
  const ofType = (type: string): readonly Entry[] => entries.filter((entry) => entry.type === type);
  const reported = ofType('remote-inbound-rtp');
  const pair = findPair(entries, byId);
  const trips = [pair, ...reported].map((entry) => entry && toMs(entry.currentRoundTripTime ?? entry.roundTripTime));
  return {
    atMs,
    received: new Map(
      ofType('inbound-rtp').flatMap((entry) => {
        const source = sources.get(toText(entry.trackIdentifier));
        return source === undefined ? [] : [[toText(entry.id), readReceived(entry, source)] as const];
      }),
    ),
    sent: new Map(
      ofType('outbound-rtp').map((entry) => [
        toText(entry.id),
        readSent(
          entry,
          reported.find(({ localId }) => localId === entry.id),
        ),
      ]),
    ),
    roundTripMs: trips.find((trip) => trip !== undefined),
    isRelayed: [pair?.localCandidateId, pair?.remoteCandidateId].some(
      (candidateId) => byId.get(candidateId)?.candidateType === 'relay',
    ),
    uplinkKbps: toKbps(pair?.availableOutgoingBitrate),
    isOwn: ours.every(({ participantId }) => participantId === id),
    isVoiceOn,
  };
}

function readReceived(entry: Entry, source: Source): ReceivedSample {
  return {
    source,
    packets: toCount(entry.packetsReceived),
    packetsLost: toLost(entry.packetsLost),
    bytes: toCount(entry.bytesReceived),
    jitterMs: toMs(entry.jitter),
    bufferMs: toTotalMs(entry.jitterBufferDelay),
    buffered: toCount(entry.jitterBufferEmittedCount),
    framesReceived: toCount(entry.framesReceived),
    framesDecoded: toCount(entry.framesDecoded),
    frozenMs: toTotalMs(entry.totalFreezesDuration),
  };
}

function readSent(entry: Entry, reported: Entry | undefined): SentSample {
  const limited = isEntry(entry.qualityLimitationDurations) ? entry.qualityLimitationDurations : {};
  return {
    isPicture: entry.kind === 'video',
    packets: toCount(entry.packetsSent),
    packetsLost: toLost(reported?.packetsLost),
    bytes: toCount(entry.bytesSent),
    frames: toCount(entry.framesSent ?? entry.framesEncoded),
    processorMs: toTotalMs(limited.cpu),
    bandwidthMs: toTotalMs(limited.bandwidth),
  };
}

/** The pair of candidates in use; Firefox marks it in the pair alone. */
function findPair(entries: readonly Entry[], byId: ReadonlyMap<unknown, Entry>): Entry | undefined {
  const transport = entries.find((entry) => entry.type === 'transport' && byId.has(entry.selectedCandidatePairId));
  const pairs = entries.filter((entry) => entry.type === 'candidate-pair' && entry.state === 'succeeded');
  return transport === undefined
    ? (pairs.find(({ selected }) => selected === true) ?? pairs.find(({ nominated }) => nominated === true))
    : byId.get(transport.selectedCandidatePairId);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}

/** What is no text cannot always be made one. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A number that can be true; anything else is as good as absent. */
function within(value: unknown, most: number): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= most ? value : undefined;
}

function toCount(value: unknown): number | undefined {
  return within(value, MAX_COUNT);
}

/** Packets that come twice make it negative (RFC 3550, section 6.4.1). */
function toLost(value: unknown): number | undefined {
  return toCount(typeof value === 'number' ? Math.max(0, value) : value);
}

/** A duration that is reported in seconds. */
function toMs(value: unknown): number | undefined {
  return inMs(within(value, MAX_DELAY_MS / 1000));
}

function toTotalMs(value: unknown): number | undefined {
  return inMs(within(value, MAX_COUNT / 1000));
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The browser reports 0 before it has an estimate. */
function toKbps(value: unknown): number | undefined {
  const bitsPerSecond = within(value, MAX_COUNT);
  return bitsPerSecond === undefined || bitsPerSecond === 0 ? undefined : bitsPerSecond / 1000;
}
