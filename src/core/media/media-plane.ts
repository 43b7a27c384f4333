import type { Source, Surface } from '../model/sources.js';
import type { Topology, WireDescription, WireIceServers } from '../../protocol/protocol.js';
import type { TypedEventTarget } from '../base/typed-events.js';
import type { DataPath } from './data-path.js';
import type { Demand } from './demand.js';
import type { PlaneEvents } from './plane-events.js';
import type { MediaMessage } from './plane-signaling.js';
import type { SentShape } from './sent-shape.js';

/** What a plane can do. */
export interface PlaneCapabilities {
  /** The largest data message that it takes, including the channel's name and the framing. */
  readonly maxMessageBytes: number;
}

/** What a plane adds to the request to join, to save a round trip: a mesh makes an offer ahead. */
export interface JoinHint {
  readonly offer: WireDescription;
}

/** What a plane has to know of the local participant's seat. */
export interface PlaneAdmission {
  readonly selfId: string;
  readonly iceServers: WireIceServers;
  /** The participant who got from the server what `prepareJoin()` made; they are added in the same task. */
  readonly hintTakenBy: string | null;
}

/**
 * When a participant came: before the local participant, after, or back again after they had been removed.
 */
export type Arrival = 'before-us' | 'after-us' | 'returning';

/** Facts about a source that its track may not have. */
export interface PublishHints {
  /** What is captured, for a screen. */
  readonly surface?: Surface | null;
}

/**
 * Why links are restarted. `network-changed`: the network is back, or is another one; links that are broken are restarted without
 * waiting. `asked`: the person or the page asked for it; all links are.
 */
export type RestartReason = 'network-changed' | 'asked';

/** The raw statistics of one connection; `participantId` is `null` where the connection is shared by several participants. */
export interface LinkReport {
  readonly participantId: string | null;
  readonly stats: RTCStatsReport;
}

/**
 * How media and data travel between participants: peer to peer, or by a media server behind the same interface. Knows participants by
 * id, and nothing of sockets, rooms or tags. Nothing outside `media/` may assume that a participant is a connection, or that there are
 * offers: a plane is made with its access to the signaling server (`PlaneSignaling`), and what it sends there is its own business.
 */
export interface MediaPlane extends TypedEventTarget<PlaneEvents> {
  readonly topology: Topology;
  readonly capabilities: PlaneCapabilities;
  readonly data: DataPath;
  /** Resolves once what the first connection should have is loaded; absent where nothing is. */
  readonly ready?: Promise<void> | undefined;

  /**
   * Prepares what can be prepared before the join. Resolves to what the request to join is to carry, `null` for nothing; the same when
   * called again.
   * @throws what the browser throws when it does not take the servers.
   */
  prepareJoin(iceServers: WireIceServers): Promise<JoinHint | null>;

  /** The local participant is in the room, or back in it. Called before the other participants are added. */
  handleAdmitted(admission: PlaneAdmission): void;

  /** A message of the server; one that is not for this plane is dropped, and so is one from an unknown participant. */
  handleMessage(message: MediaMessage): void;

  /** The ICE servers for new connections and for restarts, from now on. A hint: some planes take them only when they begin. */
  setIceServers(iceServers: WireIceServers): void;

  /** Adds a participant; `features` is what their page can do beyond the first version of the wire. Harmless if known. */
  addParticipant(id: string, arrival: Arrival, features?: readonly string[]): void;

  /** Removes a participant: everything that belongs to them is closed. Harmless if unknown. */
  removeParticipant(id: string): void;

  /** Sends this track to all participants as `source` from now on; `null` sends nothing. The plane never stops the track. */
  publish(source: Source, track: MediaStreamTrack | null, hints?: PublishHints): void;

  /** The tracks received from a participant now, by source, whether they are on or not; empty for an unknown one. */
  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack>;

  /**
   * What is wanted of a participant's source from now on; more than that may arrive. For a plane whose server decides what it sends on;
   * in a mesh the participants tell each other.
   */
  demand(id: string, source: Source, wanted: Demand): void;

  /**
   * How a source is sent to a participant from now on, also over the links that replace the present one. Only a plane that sends to each
   * participant separately has this. Harmless if unknown.
   */
  shape?(id: string, source: Source, shape: SentShape): void;

  /** How loud what a participant sends is now, 0 to 1. */
  audioLevel(id: string): number;

  /** Restarts the links to all participants, or to one; how is the plane's business. Nothing that works stops for it. */
  restart(reason: RestartReason, id?: string): void;

  /**
   * Replaces the link to a participant by a new one, with new tracks: for a link that is up, and over which media does not arrive or is
   * not presented. Harmless if unknown.
   */
  renewLink(id: string): void;

  /** What the browser knows of each connection. */
  getStats(): Promise<readonly LinkReport[]>;

  /**
   * Closes all connections and removes all participants, permanently; local tracks are not stopped. May be called
   * twice.
   */
  close(): void;
}
