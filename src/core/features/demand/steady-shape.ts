import type { SentShape } from '../../media/sent-shape.js';

/**
 * Less is sent only after it was enough for so long: tiles that move, grow and shrink, and a page that is hidden for a
 * moment, do not make the encoder begin anew.
 */
const HOLD_MS = 2000;

/** How one source is sent to one participant, and for how long less would be enough. */
export interface SteadyShape {
  readonly shape: SentShape;
  readonly lessSince: number | null;
}

/** What follows when another shape is wanted: more at once, less after a while. */
export function settleShape(before: SteadyShape | undefined, wanted: SentShape, nowMs: number): SteadyShape {
  if (before === undefined || !isLess(wanted, before.shape)) return { shape: wanted, lessSince: null };
  const since = before.lessSince ?? nowMs;
  return nowMs - since < HOLD_MS ? { ...before, lessSince: since } : { shape: wanted, lessSince: null };
}

/** Whether the pictures are smaller, or, of the same size, fewer or coarser. */
function isLess(shape: SentShape, than: SentShape): boolean {
  const [size, before] = [sizeOf(shape), sizeOf(than)];
  if (size !== before) return size < before;
  return limit(shape.maxBitrate) < limit(than.maxBitrate) || limit(shape.maxFramerate) < limit(than.maxFramerate);
}

function sizeOf({ active, scaleResolutionDownBy = 1 }: SentShape): number {
  return active ? 1 / scaleResolutionDownBy : 0;
}

function limit(most: number | undefined): number {
  return most ?? Infinity;
}
