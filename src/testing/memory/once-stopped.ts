/**
 * Calls back when a track is stopped for the first time. There is no event when a page stops its own track (`ended` is
 * for other causes only), so `stop` is replaced on this one object; clones are not watched.
 */
export function onceStopped(track: MediaStreamTrack, callback: () => void): void {
  const stop = track.stop.bind(track);
  track.stop = () => {
    if (track.readyState === 'ended') return;
    stop();
    callback();
  };
}
