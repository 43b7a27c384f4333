import { hearingUntrusted } from '../../../src/testing/memory/hearing-untrusted.js';

let audio: AudioContext | undefined;

/** A live track without hardware, with the settings of the device that it imitates. */
export function createTrack(kind: 'microphone' | 'camera', settings: MediaTrackSettings = {}): MediaStreamTrack {
  const [track] = (kind === 'camera' ? captureCanvas() : captureSilence()).getTracks();
  if (track === undefined) throw new Error('The browser made no track.');
  track.getSettings = () => settings;
  track.addEventListener = hearingUntrusted(track);
  return track;
}

/** Ends a track as the platform does when its device is unplugged; `stop()` alone dispatches no event. */
export function endTrack(track: MediaStreamTrack | null | undefined): void {
  track?.stop();
  track?.dispatchEvent(new Event('ended'));
}

/** Interrupts a track's sound or picture, or restores it, as the system does. */
export function muteTrack(track: MediaStreamTrack | null | undefined, muted: boolean): void {
  if (!track) throw new Error('There is no track.');
  Object.defineProperty(track, 'muted', { value: muted, configurable: true });
  track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
}

function captureCanvas(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  return canvas.captureStream();
}

function captureSilence(): MediaStream {
  audio ??= new AudioContext();
  return audio.createMediaStreamDestination().stream;
}
