import type { Clock } from '../../base/clock.js';
import { listen } from '../../base/typed-events.js';
import { watchFrames } from './frame-watch.js';

/** Shorter silences are not reported: a device that changes over is silent for a moment. */
const INTERRUPTED_AFTER_MS = 3000;

/**
 * Reports when a local track has given no sound or picture for some seconds, and when it gives them again: the system
 * has taken them away (a phone call, a closed lid, a privacy switch), or a camera is open and gives no frames. Reports
 * its end, too: it was unplugged, or permission was taken back; `stop()` is none. Returns a function that undoes it,
 * after which the track holds nothing: browsers keep some tracks for longer than they are used.
 * @see https://w3c.github.io/mediacapture-main/#track-muted
 */
export function followInterruption(
  track: MediaStreamTrack,
  clock: Clock,
  handleChange: (isInterrupted: boolean) => void,
  handleEnd: () => void,
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
    // Given back, and still without frames: that is another matter.
    if (isInterrupted && isStill && !isMuted) handleChange(true);
    else tell();
  };
  const follow = (): void => {
    cancel();
    if (track.muted && !isMuted) cancel = clock.after(INTERRUPTED_AFTER_MS, setMuted);
    else if (!track.muted && isMuted) setMuted();
  };
  listen<MediaStreamTrackEventMap>(track, { mute: follow, unmute: follow, ended: handleEnd }, undone.signal);
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
