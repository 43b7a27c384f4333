import type { Source, Surface } from '../model/sources.js';
import type { Topology, WireDescription, WireIceServers } from '../../protocol/protocol.js';
import type { TypedEventTarget } from '../base/typed-events.js';
import type { DataPath } from './data-path.js';
import type { Demand } from './demand.js';
import type { PlaneEvents } from './plane-events.js';
import type { MediaMessage } from './plane-signaling.js';

/** What a plane can do. */
export interface PlaneCapabilities {
  /** The largest message of data that it takes, its channel's name and what frames it included. */
  readonly maxMessageBytes: number;
}

/** What a plane wants to have in the request to join, to save a round trip: a mesh makes an offer ahead. */
export interface JoinHint {
  readonly offer: WireDescription;
}

/** What a plane has to know of the seat. */
export interface PlaneAdmission {
  readonly selfId: string;
  readonly iceServers: WireIceServers;
  /** Whom the server has handed what `prepareJoin()` made. They are added in the same task. */
  readonly hintTakenBy: string | null;
}

/**
 * When a participant came: they were there when the local participant did, they came after, or they came back after they had been
 * given up.
 */
export type Arrival = 'before-us' | 'after-us' | 'returning';

/** What is known of a source that its track may not say. */
export interface PublishHints {
  /** Of a screen. */
  readonly surface?: Surface | null;
}

/**
 * Why ways are to be mended: the network is there again, or is another one, and what is broken need not wait; or the person, or the
 * page, asked for it, and everything is.
 */
export type RestartReason = 'network-changed' | 'asked';

/** The raw statistics of one connection; `participantId` is `null` where it does not lead to one participant alone. */
export interface LinkReport {
  readonly participantId: string | null;
  readonly stats: RTCStatsReport;
}

/**
 * How media and data travel between participants: peer to peer, or by a media server behind the same interface. Knows participants by
 * id, and nothing of sockets, rooms or tags. Nothing outside `media/` may assume that a participant is a connection, or that anybody
 * offers: a plane is made with its way to the signaling server (`PlaneSignaling`), and what it says there is its own business.
 */
export interface MediaPlane extends TypedEventTarget<PlaneEvents> {
  readonly topology: Topology;
  readonly capabilities: PlaneCapabilities;
  readonly data: DataPath;

  /**
   * Makes ready what can be made ready before one joins; `null` where that is nothing the server has to know. Asked again, it is the
   * same.
   * @throws what the browser throws where it does not take the servers.
   */
  prepareJoin(iceServers: WireIceServers): Promise<JoinHint | null>;

  /** The local participant is in the room, or back in it. Comes before everybody who is there. */
  handleAdmitted(admission: PlaneAdmission): void;

  /** The server says something; what is none of this plane's is dropped, and so is what comes from an unknown participant. */
  handleMessage(message: MediaMessage): void;

  /** The servers for connections made, and for restarts of those there are, from now on. A wish: some take them only when they begin. */
  setIceServers(iceServers: WireIceServers): void;

  /** A participant is there; `features` is what their page can do beyond the first version of the wire. Harmless if known. */
  addParticipant(id: string, arrival: Arrival, features?: readonly string[]): void;

  /** A participant is gone: everything that belongs to them is closed. Harmless if unknown. */
  removeParticipant(id: string): void;

  /** What is sent to everybody as `source` from now on; `null` sends nothing. The track stays the caller's, and is not stopped. */
  publish(source: Source, track: MediaStreamTrack | null, hints?: PublishHints): void;

  /** The tracks received from a participant now, by source, whether they are on or not; empty for an unknown one. */
  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack>;

  /** What is wanted of a participant's source from now on; a plane may send more than that. */
  demand(id: string, source: Source, wanted: Demand): void;

  /** How loud what a participant sends is now, 0 to 1. */
  audioLevel(id: string): number;

  /** Mends the ways to everybody; what that takes is the plane's business. */
  restart(reason: RestartReason): void;

  /**
   * What a participant sends, or is sent, is of no use although the way to them is up: brings it by another one, with tracks that are
   * new. Harmless if unknown.
   */
  renewLink(id: string): void;

  /** What the browser knows of each connection. */
  getStats(): Promise<readonly LinkReport[]>;

  /** Closes every connection and forgets everybody, for good; local tracks are not stopped. May be called twice. */
  close(): void;
}
