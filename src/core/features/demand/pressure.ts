import type { Pressure } from './shape-policy.js';
import type { Strain } from './strain.js';

/** A quality is settled after two looks of 2.5 s: by then a step shows what it has changed. */
const STEP_MS = 5000;
/** Chosen: so long nothing is wrong before one step is taken back; doubled each time that was too early. */
const CALM_MS = 15_000;
const LONGEST_CALM_MS = 120_000;

/** How much is held back of what is sent, and since when. */
export interface PressureState {
  readonly level: Pressure;
  readonly changedAtMs: number;
  /** How long it has to be calm before a step is taken back. */
  readonly calmMs: number;
  /** Since when nothing is wrong. */
  readonly calmSinceMs: number | null;
  /** Whether the last step was taken back. */
  readonly isEasing: boolean;
}

/** Nothing is held back. */
export const AT_EASE: PressureState = {
  level: 0,
  changedAtMs: -Infinity,
  calmMs: CALM_MS,
  calmSinceMs: null,
  isEasing: false,
};

/** One step down while it is strained, and one back after it was calm: slower where that was too early. */
export function nextPressure(before: PressureState, strain: Strain, nowMs: number): PressureState {
  const { level, changedAtMs, calmMs, isEasing } = before;
  if (strain === null) return { ...before, calmSinceMs: null };
  if (strain > 0) {
    if (level >= strain || nowMs - changedAtMs < STEP_MS) return { ...before, calmSinceMs: null };
    const isTooEarly = isEasing && nowMs - changedAtMs < 2 * calmMs;
    return {
      level: (level + 1) as Pressure,
      changedAtMs: nowMs,
      calmMs: isTooEarly ? Math.min(LONGEST_CALM_MS, calmMs * 2) : calmMs,
      calmSinceMs: null,
      isEasing: false,
    };
  }
  const calmSinceMs = before.calmSinceMs ?? nowMs;
  if (level === 0) {
    const isOver = nowMs - calmSinceMs >= LONGEST_CALM_MS;
    return isOver ? AT_EASE : { ...before, calmSinceMs };
  }
  if (nowMs - calmSinceMs < calmMs) return { ...before, calmSinceMs };
  return { level: (level - 1) as Pressure, changedAtMs: nowMs, calmMs, calmSinceMs: nowMs, isEasing: true };
}
