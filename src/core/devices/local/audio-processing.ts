import type { AudioProcessing } from '../devices.js';
import type { LocalMedia } from './local-media.js';

/**
 * Brings the open microphone to what each capture is to ask for now: in place where the browser can change a track, else
 * by a new capture of the same device. Where neither helps, it stays as it is, which the settings of its track tell; for
 * what the microphone cannot do at all, its sound is not interrupted.
 * The newest wish wins: an older one that is still under way does nothing more.
 * @param former what was asked for before: it counts again when the new capture fails.
 * @throws CallError when the new capture fails; the present one stays.
 */
export async function processMicrophone(media: LocalMedia, former: AudioProcessing | null): Promise<void> {
  const { capture } = media;
  const { processing } = capture;
  if (processing === null) return;
  // What is being opened asked for what was wanted before; its failure is told by itself.
  while (media.opening('microphone')) await media.opening('microphone')?.catch(() => undefined);
  const { track } = media.getState('microphone');
  const isDone = (): boolean =>
    capture.processing !== processing ||
    track === null ||
    media.getState('microphone').track !== track ||
    isProcessed(track, processing);
  if (isDone()) return;
  // Chromium leaves the sound as it is, and does not say so.
  await track?.applyConstraints({ ...track.getConstraints(), ...processing }).catch(() => undefined);
  if (isDone()) return;
  const { deviceId } = media.getState('microphone');
  try {
    await media.swap('microphone', deviceId === null ? {} : { deviceId }, 'opened');
  } catch (error) {
    if (capture.processing === processing) capture.processing = former;
    throw error;
  }
}

/** Whether a track is as wanted, as far as the browser tells, and as far as its microphone can be. */
function isProcessed(track: MediaStreamTrack, wanted: AudioProcessing): boolean {
  const settings: MediaTrackSettings = track.getSettings();
  // Not every browser that is supported has them.
  const able: MediaTrackCapabilities = 'getCapabilities' in track ? track.getCapabilities() : {};
  return NAMES.every((name) => {
    const [wish, value, values]: unknown[] = [wanted[name], settings[name], able[name]];
    const isImpossible = Array.isArray(values) && !values.includes(wish);
    return wish === undefined || value === undefined || value === wish || isImpossible;
  });
}

const NAMES = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const;
