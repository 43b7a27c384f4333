import type { Clock } from '../base/clock.js';
import { watchFrames } from './frame-watch.js';

/** A device that is only changing over is silent for a moment, which nobody needs to hear of. */
const INTERRUPTED_AFTER_MS = 3000;

/**
 * Tells when a local track has given no sound or picture for some seconds, and when it gives them again: the system has taken them
 * away (a phone call, a closed lid, a privacy switch), or a camera is open and gives no frames. Returns the undo.
 * @see https://w3c.github.io/mediacapture-main/#track-muted
 */
export function followInterruption(
  track: MediaStreamTrack,
  clock: Clock,
  handleChange: (isInterrupted: boolean) => void,
): () => void {
  const undone = new AbortController();
  let isMuted = false;
  let isStill = false;
  let isInterrupted = false;
  let cancel = (): void => undefined;
  const tell = (): void => {
    if ((isMuted || isStill) === isInterrupted) return;
    isInterrupted = !isInterrupted;
    handleChange(isInterrupted);
  };
  const setMuted = (): void => {
    isMuted = track.muted;
    tell();
  };
  const follow = (): void => {
    cancel();
    if (track.muted && !isMuted) cancel = clock.after(INTERRUPTED_AFTER_MS, setMuted);
    else if (!track.muted && isMuted) setMuted();
  };
  for (const type of ['mute', 'unmute']) track.addEventListener(type, follow, { signal: undone.signal });
  const stopWatching = watchFrames(track, clock, (still) => {
    isStill = still;
    tell();
  });
  follow();
  return () => {
    cancel();
    stopWatching();
    undone.abort();
  };
}
