import type { Measures } from '../../stats/quality/measure-link.js';
import { isMeasured, SOUND_KBPS } from './uplink.js';

/**
 * Whether the smallest camera fits beside sound, over one link: it does; just so; the uplink takes less; or so much is
 * lost that sound suffers. `null` where nothing tells.
 */
export type Fit = 'fits' | 'tight' | 'narrow' | 'lossy' | null;

/** The lowest rate of 180 lines in the table of `shape-policy.ts`. */
const SMALLEST_KBPS = 30;
/** As that table has the coarsest screen, which comes before a camera. */
const SCREEN_KBPS = 300;
/** Chosen: so much more has to be there before a camera fits again, so that an uplink at the limit changes nothing. */
const MARGIN = 1.25;
/** Chosen: error correction in Opus makes up for a loss here and there, not for each fifth packet. */
const LOSSY = 0.2;
/** As `judge-link.ts` has it: above this, congestion control sends less. */
const HARDLY_LOSSY = 0.1;

/** Chosen: two looks at the statistics, so that one bad moment pauses nothing. */
const BAD_MS = 5000;
/** Chosen: how long the smallest pictures are sent before the others see them, and at most where nothing is clear. */
const TRIAL_MS = 6000;
const LONGEST_TRIAL_MS = 18_000;
/** Chosen: the pause before pictures are tried again, doubled each time that this was too early. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 80_000;
/** Chosen: after so long a later pause has nothing to do with the one before. */
const FORGIVEN_MS = 120_000;

/** Where the camera stands: sent; paused; or tried, while the others are still told that it is paused. */
export interface PauseState {
  readonly phase: 'sent' | 'paused' | 'tried';
  readonly sinceMs: number;
  /** Since when it does not fit, while it is sent. */
  readonly badSinceMs: number | null;
  /** How long a pause lasts until pictures are tried. */
  readonly waitMs: number;
}

/** Nothing is wrong. */
export const SENT: PauseState = { phase: 'sent', sinceMs: -Infinity, badSinceMs: null, waitMs: FIRST_WAIT_MS };

/** What the measures of one link say. What is no measurement counts as absent. Pure. */
export function fitOf({ uplinkKbps, loss }: Pick<Measures, 'uplinkKbps' | 'loss'>, isScreenOn: boolean): Fit {
  const lost = isMeasured(loss) && loss <= 1 ? loss : null;
  const takes = isMeasured(uplinkKbps) && uplinkKbps > 0 ? uplinkKbps : null;
  if (lost === null && takes === null) return null;
  if (lost !== null && lost > LOSSY) return 'lossy';
  const needsKbps = SOUND_KBPS + SMALLEST_KBPS + (isScreenOn ? SCREEN_KBPS : 0);
  if (takes !== null && takes < needsKbps) return 'narrow';
  const isEasy = (lost ?? 0) <= HARDLY_LOSSY && (takes ?? Infinity) >= needsKbps * MARGIN;
  return isEasy ? 'fits' : 'tight';
}

/** What most links say: what is wrong with half of them or fewer is the matter of these. Pure. */
export function fitOfMost(fits: readonly Fit[]): Fit {
  const known = fits.filter((fit) => fit !== null);
  const count = (...wanted: Fit[]): number => known.filter((fit) => wanted.includes(fit)).length;
  if (known.length === 0) return null;
  if (2 * count('narrow', 'lossy') > known.length) return count('lossy') > count('narrow') ? 'lossy' : 'narrow';
  return 2 * count('fits') >= known.length ? 'fits' : 'tight';
}

/** Whether the camera does not fit. */
export function isBad(fit: Fit): boolean {
  return fit === 'narrow' || fit === 'lossy';
}

/**
 * What follows at a look. While sound is sent alone, the estimate of the uplink hardly grows: it is the trial with the
 * smallest pictures that shows whether they fit again. Pure.
 * @param isOn whether there is a camera to send.
 */
export function nextPause(before: PauseState, fit: Fit, isOn: boolean, nowMs: number): PauseState {
  const { phase, sinceMs } = before;
  if (!isOn) return phase === 'sent' ? { ...before, badSinceMs: null } : { ...before, phase: 'paused' };
  const forMs = nowMs - sinceMs;
  if (phase === 'paused') {
    return forMs < before.waitMs || fit === 'lossy' ? before : { ...before, phase: 'tried', sinceMs: nowMs };
  }
  if (phase === 'tried') {
    if (fit === 'lossy' || (fit === 'narrow' && forMs >= TRIAL_MS)) return pauseAgain(before, nowMs);
    const isOver = forMs >= (fit === 'fits' ? TRIAL_MS : LONGEST_TRIAL_MS);
    return isOver ? { ...before, phase: 'sent', sinceMs: nowMs, badSinceMs: null } : before;
  }
  if (fit === 'fits' || fit === 'tight') return { ...before, badSinceMs: null };
  if (fit === null) return before;
  const badSinceMs = before.badSinceMs ?? nowMs;
  if (nowMs - badSinceMs < BAD_MS) return { ...before, badSinceMs };
  if (forMs < FORGIVEN_MS) return pauseAgain(before, nowMs);
  return { phase: 'paused', sinceMs: nowMs, badSinceMs: null, waitMs: FIRST_WAIT_MS };
}

function pauseAgain({ waitMs }: PauseState, nowMs: number): PauseState {
  return { phase: 'paused', sinceMs: nowMs, badSinceMs: null, waitMs: Math.min(LONGEST_WAIT_MS, waitMs * 2) };
}
