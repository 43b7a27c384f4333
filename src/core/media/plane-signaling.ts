import type {
  AddedSource,
  Ask,
  Reply,
  RequestName,
  RequestPayload,
  ServerEvent,
  WireCandidate,
  WireDescription,
} from '../../protocol/protocol.js';

/** One signal between two participants' connections: a description, a candidate or an ask, of one connection generation. */
export interface PlaneSignal {
  readonly description?: WireDescription;
  readonly candidate?: WireCandidate;
  readonly ask?: Ask;
  /** With `ask: 'offer'`: the sources that the asking side wants to send in new sections. */
  readonly sources?: AddedSource[];
  readonly generation?: number;
}

/** A message of the server for a plane: a signal of another participant, or a message about a media server. */
export type MediaMessage = Extract<ServerEvent, { name: 'signal:message' | `media:${string}` }>;
/** A request that a plane may make. */
export type MediaRequest = Extract<RequestName, 'signal:send' | `media:${string}`>;

/** A plane's access to the signaling server. Both methods wait for a seat, and reject as `RoomSeat.request` does. */
export interface PlaneSignaling {
  /** Sends a signal to a participant, through the server. */
  send(to: string, signal: PlaneSignal): Promise<unknown>;
  request<Name extends MediaRequest>(name: Name, payload: RequestPayload<Name>): Promise<Reply<Name>>;
}
