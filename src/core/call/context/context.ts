import type { CallError } from '../../base/errors.js';
import type { CallContext } from '../../model/call-context.js';
import type { EventName, EventPayload, LeaveReason, WireIceServers } from '../../../protocol/protocol.js';
import type { PictureView } from '../../media/demand.js';
import type { MediaPlane } from '../../media/media-plane.js';
import type { PlaneSignaling } from '../../media/plane-signaling.js';
import type { JoinRequest } from '../../signaling/room-seat.js';
import type { SignalingTransport } from '../../signaling/signaling-transport.js';
import type { ServedAccess } from '../moving/moving-context.js';
import type { CallOptions, CallSeams } from './options.js';

/** What handles messages of the server, by their names. */
export type MessageTable = { readonly [Name in EventName]?: (payload: EventPayload<Name>) => void };

/** What a call gives its sessions. */
export interface SessionsContext extends CallContext {
  readonly seams: CallSeams;
  /** The views of pictures in the page; they outlive a session. */
  readonly views: ReadonlyMap<object, PictureView | 'nothing'>;
  getOptions(): CallOptions;
  /** The session is over; `error` is the failure that ended it, if one did. */
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
}

/** What one session needs. */
export interface SessionContext extends CallContext {
  readonly views: ReadonlyMap<object, PictureView | 'nothing'>;
  /** @throws CallError `unsupported`. */
  createPlane(signaling: PlaneSignaling): MediaPlane;
  createServed(access: ServedAccess): Promise<MediaPlane>;
  prefetchServed(isNeeded: boolean): void;
  createTransport(): SignalingTransport;
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
  /** @throws CallError when `signal` ends it. */
  getRequest(signal: AbortSignal): Promise<JoinRequest>;
  /** A newer token than the one used last; `null` when there is none. @throws CallError when it is no longer wanted. */
  getNewToken(): Promise<string | null>;
  /** The server has accepted another name of the local participant. */
  handleRenamed(name: string): void;
  /** The ICE servers that the page sets, used in place of the signaling server's. */
  getIceServers(): WireIceServers | null;
  /** Whether less is to be sent and received. */
  isSavingData(): boolean;
  /** The ICE servers that the signaling server named the last time; `null` when they are not known. */
  recallIceServers(): WireIceServers | null;
  rememberIceServers(iceServers: WireIceServers): void;
}
