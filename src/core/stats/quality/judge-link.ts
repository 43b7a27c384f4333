import type { Quality, QualityCause } from '../../model/snapshot.js';
import type { LinkMeasures, Measures } from './measure-link.js';

/** A quality that is known. */
export type Level = Exclude<Quality, 'unknown'>;

/** What a link is like, and why; only what is poor or worse has a cause. */
export interface Verdict {
  readonly quality: Level;
  readonly cause: QualityCause | null;
}

/** The best of all. */
export const EXCELLENT: Verdict = { quality: 'excellent', cause: null };
/** Nothing arrives. */
export const LOST: Verdict = { quality: 'lost', cause: 'network' };

/** From the best to the worst. */
const LEVELS: readonly Level[] = ['excellent', 'good', 'poor', 'lost'];

/** Up to which value something is excellent, and up to which it is good. */
interface Limits {
  readonly excellent: number;
  readonly good: number;
}

/**
 * One way. ITU-T G.114 (05/2003): up to 150 ms most applications are not significantly affected, and 400 ms are not to be
 * exceeded in general network planning.
 */
const DELAY_MS: Limits = { excellent: 150, good: 400 };
/** Chosen: a buffer that makes up for 50 ms leaves most of the delay that is not noticed; one for 150 ms uses all of it up. */
const JITTER_MS: Limits = { excellent: 50, good: 150 };
/**
 * The limits of WebRTC’s congestion control (draft-ietf-rmcat-gcc-02, section 6): up to 2 % it sends more, above 10 %
 * less. In between, losses are repaired by retransmission and error correction.
 */
const LOSS: Limits = { excellent: 0.02, good: 0.1 };
/** Seconds between two pictures. Chosen: six a second still show a movement, three look like a row of photographs. */
const PICTURE_GAP_S: Limits = { excellent: 1 / 5.5, good: 1 / 3 };
/** Of freezes as webrtc-stats counts them (gaps that are noticed); chosen: a fifth of the time disturbs a conversation. */
const FROZEN: Limits = { excellent: 0.02, good: 0.2 };
/** Chosen: every tenth picture is hardly missed, with half of them missing movements are not smooth. */
const UNDECODED: Limits = { excellent: 0.1, good: 0.5 };
/** Chosen: what lasts longer than half of the time is not passing. */
const MOST_OF_THE_TIME = 0.5;
/** The target rate of 320x180 in libwebrtc’s table of simulcast formats for VP8: below it pictures are not even that good. */
const LEAST_UPLINK_KBPS = 150;

/** How media arrives from a participant. */
export function judgeReceived({ received }: LinkMeasures): Verdict | null {
  const { loss, frozen, frameRate, undecoded } = received;
  if (received.isSilent === true) return LOST;
  // Pictures that are not there although nothing was lost were not sent, or not decoded.
  const isLossy = loss !== undefined && loss > LOSS.excellent;
  const isLate = undecoded !== undefined && undecoded > UNDECODED.excellent;
  const ofPictures: QualityCause = isLossy ? 'network' : isLate ? 'processor' : 'device';
  return worstOf([
    ...judgePath(received, 'network'),
    judge(frozen, FROZEN, isLossy || !isLate ? 'network' : 'processor'),
    judge(gapOf(frameRate), PICTURE_GAP_S, ofPictures),
    isLossy ? null : judge(undecoded, UNDECODED, 'processor'),
  ]);
}

/** How the local participant’s media arrives at a participant. */
export function judgeSent({ sent }: LinkMeasures): Verdict | null {
  const { frameRate, processorBound = 0, networkBound = 0, uplinkKbps = Infinity } = sent;
  const isBusy = processorBound > MOST_OF_THE_TIME;
  const isNarrow = networkBound > MOST_OF_THE_TIME && uplinkKbps < LEAST_UPLINK_KBPS;
  return worstOf([
    ...judgePath(sent, 'uplink'),
    isNarrow ? { quality: 'poor', cause: 'uplink' } : null,
    isBusy ? judge(gapOf(frameRate), PICTURE_GAP_S, 'processor') : null,
    isBusy ? { quality: 'good', cause: null } : null,
  ]);
}

/** The network between: a relay is named where it is the way that is long. */
function judgePath({ loss, delayMs, jitterMs, isRelayed }: Measures, cause: QualityCause): (Verdict | null)[] {
  return [
    judge(loss, LOSS, cause),
    judge(delayMs, DELAY_MS, isRelayed ? 'relay' : cause),
    judge(jitterMs, JITTER_MS, cause),
  ];
}

/** The seconds between two pictures. */
function gapOf(frameRate: number | undefined): number | undefined {
  return frameRate === undefined ? undefined : 1 / frameRate;
}

function judge(value: number | undefined, limits: Limits, cause: QualityCause): Verdict | null {
  if (value === undefined) return null;
  if (value <= limits.excellent) return EXCELLENT;
  return value <= limits.good ? { quality: 'good', cause: null } : { quality: 'poor', cause };
}

/** How bad a level is, from 0. */
export function rankOf({ quality }: Verdict): number {
  return LEVELS.indexOf(quality);
}

/** The worst of some verdicts, the first of several; `null` where there is none. */
export function worstOf(verdicts: readonly (Verdict | null)[]): Verdict | null {
  return byRank(verdicts).at(-1) ?? null;
}

/** The verdict in the middle, the better one of two: what one of several links is like alone is that one’s matter. */
export function medianOf(verdicts: readonly (Verdict | null)[]): Verdict | null {
  const sorted = byRank(verdicts);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** The best first; of equal ones the first last, so that it is the one that counts. */
function byRank(verdicts: readonly (Verdict | null)[]): Verdict[] {
  const known = verdicts.filter((verdict) => verdict !== null).reverse();
  return known.sort((one, other) => rankOf(one) - rankOf(other));
}
