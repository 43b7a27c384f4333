import type * as livekit from './livekit.js';

export type {
  LocalTrack,
  RemoteParticipant,
  RemoteTrack,
  RemoteTrackPublication,
  Room,
  RoomEventCallbacks,
  TrackPublishOptions,
} from 'livekit-client';

/** LiveKit's client, as far as the plane uses it. */
export type LiveKit = typeof livekit;

/**
 * Loads LiveKit's client: only by a page whose room is about to need it.
 * @throws what the browser throws when it cannot be fetched; the next call tries again.
 */
export function loadLiveKit(): Promise<LiveKit> {
  return import('./livekit.js');
}
