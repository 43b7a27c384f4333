import type { Source } from '../../../model/sources.js';
import type { LiveKit, TrackPublishOptions } from '../library/load-livekit.js';

/** Text at 1440 lines needs less at 15 frames a second; moving pictures at 30 are still well at that. */
const SCREEN_BITS_PER_SECOND = 2_500_000;
const SCREEN_FRAMES_PER_SECOND = 30;

/**
 * How each source is published. Cameras in two or three sizes, of which each participant is sent the one that is
 * shown; a screen in one, whose letters would blur in a smaller one.
 */
export function publishOptionsFor(source: Source, { AudioPresets, Track }: LiveKit): TrackPublishOptions {
  // VP8 is what every browser can send in sizes, and a screen in another codec would be taken for a camera.
  const picture: TrackPublishOptions = { videoCodec: 'vp8', backupCodec: false };
  switch (source) {
    case 'microphone':
      return { source: Track.Source.Microphone, dtx: true, red: true };
    case 'camera':
      return { ...picture, source: Track.Source.Camera, simulcast: true };
    case 'screen':
      return {
        ...picture,
        source: Track.Source.ScreenShare,
        simulcast: false,
        screenShareEncoding: { maxBitrate: SCREEN_BITS_PER_SECOND, maxFramerate: SCREEN_FRAMES_PER_SECOND },
        degradationPreference: 'maintain-resolution',
      };
    case 'screen-audio':
      // Music has no pauses to save.
      return { source: Track.Source.ScreenShareAudio, dtx: false, red: true, audioPreset: AudioPresets.musicStereo };
  }
}
