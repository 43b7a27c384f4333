import type * as livekit from 'livekit-client';

export type {
  LocalTrack,
  RemoteParticipant,
  RemoteTrack,
  RemoteTrackPublication,
  Room,
  RoomEventCallbacks,
  TrackPublishOptions,
} from 'livekit-client';

/** What the plane uses of LiveKit's client. */
export type LiveKit = Pick<
  typeof livekit,
  | 'AudioPresets'
  | 'ConnectionError'
  | 'ConnectionErrorReason'
  | 'DisconnectReason'
  | 'LocalVideoTrack'
  | 'Room'
  | 'RoomEvent'
  | 'Track'
  | 'UnexpectedConnectionState'
> & { readonly LocalAudioTrack: typeof livekit.LocalAudioTrack };

/**
 * Loads LiveKit's client, of about 150 kB. Its evaluation patches some methods of `RTCPeerConnection` in the whole page
 * (it contains webrtc-adapter), so it is loaded only by a page whose room is about to need it.
 * @throws what the browser throws when it cannot be fetched; the next call tries again.
 */
export async function loadLiveKit(): Promise<LiveKit> {
  // By name, so that bundlers leave out the rest.
  const {
    AudioPresets,
    ConnectionError,
    ConnectionErrorReason,
    DisconnectReason,
    LocalAudioTrack,
    LocalVideoTrack,
    LogLevel,
    LoggerNames,
    Room,
    RoomEvent,
    Track,
    UnexpectedConnectionState,
    getLogger,
  } = await import('livekit-client');
  // Not `setLogLevel`, which writes to the page's storage. Before the first room, whose loggers inherit the level.
  getLogger(LoggerNames.Default).setDefaultLevel(LogLevel.silent);
  return {
    AudioPresets,
    ConnectionError,
    ConnectionErrorReason,
    DisconnectReason,
    LocalVideoTrack,
    Room,
    RoomEvent,
    Track,
    UnexpectedConnectionState,
    LocalAudioTrack: class extends LocalAudioTrack {
      /** Not checked: it would open an audio context for each published track, and the call has its own check. */
      override checkForSilence(): Promise<boolean> {
        return Promise.resolve(false);
      }
    },
  };
}
