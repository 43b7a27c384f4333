/**
 * How much the one encoder may produce for all who get its pictures. Each connection estimates its own path, but no encoder listens to
 * the estimates of the followers: without this, a follower behind a narrow path would get more than it takes. Pure.
 */

/** Below this the others would see what one path takes. */
const NARROW_BPS = 600_000;
/** What is left for sound, and for the estimate being wrong. */
const SHARE = 0.85;
/** Nothing is held lower: who has less gets an encoder of its own. */
const LEAST_BPS = 150_000;
/** Chosen: an estimate that is not used up is as low as what is sent, and says nothing of what more there would be. */
const USED_UP = 0.6;
/** Chosen: two looks a second apart; one may fall into a pause of the network. */
const NARROW_LOOKS = 2;
/** Chosen: a path that is wide again has a quarter more than it needs, for so long; doubled each time that it was too early. */
const WIDE = 1.25;
const CALM_MS = 15_000;
const LONGEST_CALM_MS = 120_000;

/** What is known of one path. */
export interface PathState {
  readonly isNarrow: boolean;
  /** How many looks in a row found it narrow. */
  readonly lowLooks: number;
  readonly wideSinceMs: number | null;
  readonly calmMs: number;
  readonly widenedAtMs: number;
}

/** A new path: its estimate begins low, and would hold back all others until it has grown. */
export const NEW_PATH: PathState = {
  isNarrow: true,
  lowLooks: 0,
  wideSinceMs: null,
  calmMs: 0,
  widenedAtMs: -Infinity,
};

/**
 * What follows at a look, once a second.
 * @param availableBps what the browser estimates; `undefined` where it does not, which changes nothing.
 * @param wantedBps what the camera may take at most.
 * @param sentBps what it takes now; `undefined` where that is not known.
 */
export function nextPath(
  before: PathState,
  availableBps: number | undefined,
  { wantedBps, sentBps = Infinity }: { readonly wantedBps: number; readonly sentBps?: number | undefined },
  nowMs: number,
): PathState {
  if (availableBps === undefined || !(availableBps >= 0)) return before;
  // An estimate does not grow far beyond what is sent.
  const leastBps = Math.min(NARROW_BPS, wantedBps, sentBps / USED_UP);
  if (!before.isNarrow) {
    const lowLooks = availableBps < leastBps ? before.lowLooks + 1 : 0;
    if (lowLooks < NARROW_LOOKS) return lowLooks === before.lowLooks ? before : { ...before, lowLooks };
    const isTooEarly = nowMs - before.widenedAtMs < 2 * before.calmMs;
    const calmMs = isTooEarly ? Math.min(LONGEST_CALM_MS, 2 * before.calmMs) : CALM_MS;
    return { ...before, isNarrow: true, lowLooks: 0, wideSinceMs: null, calmMs };
  }
  const isNew = before.calmMs === 0;
  if (availableBps < (isNew ? 1 : WIDE) * leastBps) return { ...before, wideSinceMs: null };
  const wideSinceMs = before.wideSinceMs ?? nowMs;
  if (nowMs - wideSinceMs < before.calmMs) return { ...before, wideSinceMs };
  return { ...before, isNarrow: false, wideSinceMs: null, widenedAtMs: nowMs };
}

/** The highest bitrate of the one encoder, by the estimates of its followers; `null` where there are none. */
export function budgetOf(availableBps: readonly (number | undefined)[]): number | null {
  const known = availableBps.filter((each) => each !== undefined && each >= 0);
  return known.length === 0 ? null : Math.max(LEAST_BPS, Math.round(SHARE * Math.min(...(known as number[]))));
}
