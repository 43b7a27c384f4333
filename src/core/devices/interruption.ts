import type { Clock } from '../base/clock.js';

/** A device that is only changing over is silent for a moment, which nobody needs to hear of. */
const INTERRUPTED_AFTER_MS = 3000;

/**
 * Tells when the system has taken a local track's sound or picture away (a phone call, a closed lid, a privacy switch) for some
 * seconds, and when it has given it back. Returns the undo.
 * @see https://w3c.github.io/mediacapture-main/#track-muted
 */
export function followInterruption(
  track: MediaStreamTrack,
  clock: Clock,
  handleChange: (isInterrupted: boolean) => void,
): () => void {
  const undone = new AbortController();
  let isInterrupted = false;
  let cancel = (): void => undefined;
  const change = (): void => {
    isInterrupted = !isInterrupted;
    handleChange(isInterrupted);
  };
  const follow = (): void => {
    cancel();
    if (track.muted && !isInterrupted) cancel = clock.after(INTERRUPTED_AFTER_MS, change);
    else if (!track.muted && isInterrupted) change();
  };
  for (const type of ['mute', 'unmute']) track.addEventListener(type, follow, { signal: undone.signal });
  follow();
  return () => {
    cancel();
    undone.abort();
  };
}
