import type { LiveKit, RemoteTrack, Room } from './load-livekit.js';

/** The connection that carries all media of a room, sent and received. */
export interface SharedConnection {
  getStats(): Promise<RTCStatsReport>;
  getConnectionState(): RTCPeerConnectionState;
  getSignallingState(): RTCSignalingState;
}

/** What is used of a room beyond its documented interface: the version is pinned, and each has a test. */
interface RoomInternals {
  readonly engine?: {
    readonly pcManager?: { readonly publisher: SharedConnection; triggerIceRestart(): Promise<void> };
    restartConnection: () => Promise<void>;
  };
  readonly onPageLeave: EventListener;
}

function internalsOf(room: Room): RoomInternals {
  return room as unknown as RoomInternals;
}

/** The connection of a room; `null` while it has none. */
export function connectionOf(room: Room): SharedConnection | null {
  return internalsOf(room).engine?.pcManager?.publisher ?? null;
}

/** Restarts ICE over the socket there is. Media goes on meanwhile. */
export async function restartIce(room: Room): Promise<void> {
  await internalsOf(room).engine?.pcManager?.triggerIceRestart();
}

/**
 * Keeps the library from making its connections anew by itself: it would send what is off, lose data that was handed
 * over, and use an old token. It resumes as before; where it cannot, the room is disconnected.
 */
export function forbidFullReconnect(room: Room, { UnexpectedConnectionState }: LiveKit): void {
  const { engine } = internalsOf(room);
  if (engine === undefined) return;
  engine.restartConnection = () => Promise.reject(new UnexpectedConnectionState('The room is made anew instead.'));
}

/** Keeps a room that is connected when the page is frozen: by itself it would leave, and stop the tracks. */
export function keepWhenFrozen(room: Room): void {
  globalThis.removeEventListener('freeze', internalsOf(room).onPageLeave);
}

/** The receiver of a remote track; `null` when its section has been taken away. */
export function receiverOf(track: RemoteTrack): RTCRtpReceiver | null {
  return (track as unknown as { readonly receiver?: RTCRtpReceiver }).receiver ?? null;
}
