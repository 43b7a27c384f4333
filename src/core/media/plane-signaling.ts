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
  /** With `ask: 'offer'`: what the asking side wants to send in sections that are new. */
  readonly sources?: AddedSource[];
  readonly generation?: number;
}

/** What the server says to a plane: what it passes on of another participant's, and all about a media server. */
export type MediaMessage = Extract<ServerEvent, { name: 'signal:message' | `media:${string}` }>;
/** What a plane may ask of the server. */
export type MediaRequest = Extract<RequestName, 'signal:send' | `media:${string}`>;

/** The way to the signaling server that a plane is handed. Both wait for a seat, and reject as `RoomSeat.request` does. */
export interface PlaneSignaling {
  /** Has a signal passed on to a participant. */
  send(to: string, signal: PlaneSignal): Promise<unknown>;
  request<Name extends MediaRequest>(name: Name, payload: RequestPayload<Name>): Promise<Reply<Name>>;
}
