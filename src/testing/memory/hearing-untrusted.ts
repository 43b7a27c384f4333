/** Firefox keeps a track's listeners from events that a page makes, such as our `ended`, unless a fourth argument says so. */
export function hearingUntrusted(track: MediaStreamTrack): MediaStreamTrack['addEventListener'] {
  const add = track.addEventListener.bind(track) as (...args: unknown[]) => void;
  return (type: string, listener: unknown, options?: unknown): void => {
    add(type, listener, options, true);
  };
}
