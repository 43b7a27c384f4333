/**
 * What the plane uses of LiveKit's client, of about 150 kB. Its evaluation patches some methods of `RTCPeerConnection`
 * in the whole page (it contains webrtc-adapter), so this is imported by `load-livekit.ts` alone, on demand.
 */
import { getLogger, LocalAudioTrack as CheckedAudioTrack, LoggerNames, LogLevel } from 'livekit-client';

export {
  AudioPresets,
  ConnectionError,
  ConnectionErrorReason,
  DisconnectReason,
  LocalVideoTrack,
  Room,
  RoomEvent,
  Track,
  UnexpectedConnectionState,
} from 'livekit-client';

// Not `setLogLevel`, which writes to the page's storage. Before the first room, whose loggers inherit the level.
getLogger(LoggerNames.Default).setDefaultLevel(LogLevel.silent);

/** Not checked for silence: it would open an audio context for each published track, and the call has its own check. */
export class LocalAudioTrack extends CheckedAudioTrack {
  override checkForSilence(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
