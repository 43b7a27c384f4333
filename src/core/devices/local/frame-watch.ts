import { every, type Clock } from '../../base/clock.js';

const LOOK_MS = 1000;
/**
 * So many looks in a row without a new frame; a camera in the dark gives five a second, and a busy machine takes two
 * seconds to open one.
 */
const STILL_LOOKS = 5;

/** Chromium has these statistics on video tracks of devices; TypeScript does not know them yet. */
interface WithStats {
  readonly stats?: { readonly totalFrames?: number } | null;
}

/**
 * Reports when a live local camera has given no frames for some seconds, and when it gives them again; never where the
 * browser does not count frames. Returns a function that undoes it.
 * @see https://w3c.github.io/mediacapture-extensions/#the-mediastreamtrackvideostats-interface
 */
export function watchFrames(
  track: MediaStreamTrack,
  clock: Clock,
  handleChange: (isStill: boolean) => void,
): () => void {
  const count = (): number | undefined =>
    track.kind === 'video' ? (track as WithStats).stats?.totalFrames : undefined;
  let last = count();
  if (last === undefined) return () => undefined;
  let stillLooks = 0;
  // Counted in looks, not in time: a sleeping machine makes neither frames nor looks.
  return every(clock, LOOK_MS, () => {
    const frames = count();
    const wasStill = stillLooks >= STILL_LOOKS;
    stillLooks = frames === last && track.enabled ? stillLooks + 1 : 0;
    last = frames;
    if (stillLooks >= STILL_LOOKS !== wasStill) handleChange(!wasStill);
  });
}
