import type { RemoteTrackPublication } from '../library/load-livekit.js';

/** What is received of one source of a participant. */
export interface ReceivedSource {
  readonly publication: RemoteTrackPublication;
  /** The track of the receiver. */
  readonly original: MediaStreamTrack;
  /** The track that the plane gives: the original, or a clone of it. */
  readonly shown: MediaStreamTrack;
}

/** The tracks that were given before, of this page's receivers. */
const given = new WeakSet<MediaStreamTrack>();

/**
 * The track to show of a received one. A section of the connection is used again, for other participants too, with the
 * same track object: then a clone is shown, so that nothing that knows the former one takes the two for the same.
 */
export function shownOf(original: MediaStreamTrack): MediaStreamTrack {
  const shown = given.has(original) ? original.clone() : original;
  given.add(original);
  return shown;
}

/** What is received is shown no more. The original is the connection's. */
export function endShown({ original, shown }: ReceivedSource): void {
  if (shown !== original) shown.stop();
}
