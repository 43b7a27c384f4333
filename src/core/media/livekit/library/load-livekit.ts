import { Lazy } from '../../../base/lazy.js';
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

const client = /* @__PURE__ */ new Lazy<LiveKit>(() => import('./livekit.js'));

/**
 * Loads LiveKit's client: only by a page whose room is about to need it. Once it is there no task lies between: the
 * connection begins before the room is drawn.
 * @throws CallError `internal` when it cannot be fetched; the next call tries again.
 */
export function loadLiveKit(): Promise<LiveKit> {
  return client.load();
}
