import { every, type Clock } from '../base/clock.js';

const LOOK_MS = 1000;
/** So many looks in a row without a new frame; a camera in the dark gives five a second, and a busy machine opens one in two. */
const STILL_LOOKS = 5;

/** Video tracks of devices have these figures in Chromium; not in the types yet. */
interface WithStats {
  readonly stats?: { readonly totalFrames?: number } | null;
}

/**
 * Tells when a local camera that is live has given no frames for some seconds, and when it gives them again. Where the browser
 * does not count frames it tells nothing. Returns the undo.
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
  // By looks and not by time: while a machine sleeps, neither frames come nor looks.
  return every(clock, LOOK_MS, () => {
    const frames = count();
    const wasStill = stillLooks >= STILL_LOOKS;
    stillLooks = frames === last && track.enabled ? stillLooks + 1 : 0;
    last = frames;
    if (stillLooks >= STILL_LOOKS !== wasStill) handleChange(!wasStill);
  });
}
