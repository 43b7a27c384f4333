import type { CallError } from '../base/errors.js';
import type { PictureView } from '../media/demand.js';
import type { MediaPlane } from '../media/media-plane.js';
import type { CallContext } from '../model/call-context.js';
import type { Admission, EventName, LeaveReason, ServerEvent, WireIceServers } from '../../protocol/protocol.js';
import type { RoomSeat } from '../signaling/room-seat.js';

/** What a session gives its features. */
export interface FeatureContext extends CallContext {
  readonly plane: MediaPlane;
  /** The views of pictures in the page, by what stands for each. */
  readonly views: ReadonlyMap<object, PictureView | 'nothing'>;
  readonly seat: RoomSeat;
  /** The ICE servers for connections between participants. */
  getIceServers(): WireIceServers;
  /** Whether less is to be sent and received: the person, or their page, wants that. */
  isSavingData(): boolean;
  /** Whether a participant's page named a feature of the wire when it joined. */
  hasFeature(id: string, feature: string): boolean;
  /** Changes what the others see of the local participant. @throws CallError when the server does not take it. */
  changeSelf(change: { hand?: boolean; name?: string }): Promise<void>;
  /** A newer token than the one used last; `null` when there is none. @throws CallError when it is no longer wanted. */
  getNewToken(): Promise<string | null>;
  /** The server has accepted another name of the local participant. */
  handleRenamed(name: string): void;
  /** The session is over; `error` is the failure that ended it, if one did. */
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
}

/** Something a session does beside seat and media. It ends with the session. */
export interface SessionFeature {
  /** The local participant was admitted; `isReturn` says that it was after the connection to the server was lost. */
  handleAdmitted?(admission: Admission, isReturn: boolean): void;
  /** A message named in its entry. */
  handleMessage?(message: ServerEvent): void;
  /** Data on a channel named in its entry. */
  handleData?(from: string, channel: string, data: string | Uint8Array): void;
  /** Data can be sent to a participant. */
  handleReachable?(id: string): void;
  handleGone?(id: string, reason: LeaveReason): void;
  /** May be called twice. */
  close?(): void;
}

/** Which channels and messages a feature owns, and how it is made. */
export interface FeatureEntry {
  readonly channels: readonly `noom:${string}`[];
  readonly messages: readonly EventName[];
  load(context: FeatureContext): SessionFeature | Promise<SessionFeature>;
}
