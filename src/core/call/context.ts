import type { CallError } from '../base/errors.js';
import type { CallContext } from '../model/call-context.js';
import type { LeaveReason, WireIceServers } from '../../protocol/protocol.js';
import type { MediaPlane } from '../media/media-plane.js';
import type { PlaneSignaling } from '../media/plane-signaling.js';
import type { JoinRequest } from '../signaling/room-seat.js';
import type { SignalingTransport } from '../signaling/signaling-transport.js';
import type { CallOptions, CallSeams } from './options.js';

/** What the sessions of a call are made with. */
export interface SessionsContext extends CallContext {
  readonly seams: CallSeams;
  getOptions(): CallOptions;
  /** The session is over; `error` says why when nobody wanted it. */
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
}

/** What one session is made with. */
export interface SessionContext extends CallContext {
  /** @throws CallError `unsupported`. */
  createPlane(signaling: PlaneSignaling): MediaPlane;
  createTransport(): SignalingTransport;
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
  /** @throws CallError when `signal` ends it. */
  getRequest(signal: AbortSignal): Promise<JoinRequest>;
  /** A newer token than the one used last; `null` when there is none. @throws CallError when it is not wanted any more. */
  getNewToken(): Promise<string | null>;
  /** The server has taken another name of the local participant. */
  handleRenamed(name: string): void;
  /** The servers the page wants in place of those the signaling server names. */
  getIceServers(): WireIceServers | null;
  /** What the signaling server named the last time; `null` when that is not known. */
  recallIceServers(): WireIceServers | null;
  rememberIceServers(iceServers: WireIceServers): void;
}
