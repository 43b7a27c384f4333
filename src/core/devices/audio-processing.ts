import type { AudioProcessing } from './devices.js';
import type { LocalMedia } from './local-media.js';

/**
 * Brings the open microphone to what `media.processing` asks for: in place where the browser can change a track, else
 * by a new capture of the same device. Where neither helps, it stays as it is, which the settings of its track tell.
 * The newest wish wins: an older one that is still under way does nothing more.
 * @throws CallError when the new capture fails; the present one stays.
 */
export async function processMicrophone(media: LocalMedia): Promise<void> {
  const { processing } = media;
  // What is being opened asked for what was wanted before.
  await media.settled('microphone');
  const track = media.getState('microphone').track;
  if (processing === null || media.processing !== processing || track === null || isProcessed(track, processing))
    return;
  // Chromium leaves the sound as it is, and does not say so.
  await track.applyConstraints({ ...track.getConstraints(), ...processing }).catch(() => undefined);
  const { track: now, deviceId } = media.getState('microphone');
  if (media.processing !== processing || now !== track || isProcessed(track, processing)) return;
  await media.swap('microphone', deviceId === null ? {} : { deviceId }, 'opened');
}

/** Whether a track is as wanted, as far as the browser tells. */
function isProcessed(track: MediaStreamTrack, wanted: AudioProcessing): boolean {
  const settings: MediaTrackSettings = track.getSettings();
  return NAMES.every((name) => {
    const value: unknown = settings[name];
    return wanted[name] === undefined || value === undefined || value === wanted[name];
  });
}

const NAMES = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const;
