import type { Source } from '../model/sources.js';
import type { AddedSource, Ask, WireCandidate, WireDescription, WireIceServers } from '../../protocol/protocol.js';
import type { TypedEventTarget } from '../base/typed-events.js';

/** One signal between two participants' connections: a description, a candidate or an ask, of one connection generation. */
export interface PlaneSignal {
  readonly description?: WireDescription;
  readonly candidate?: WireCandidate;
  readonly ask?: Ask;
  /** With `ask: 'offer'`: what the asking side wants to send in sections that are new. */
  readonly sources?: AddedSource[];
  readonly generation?: number;
}

/** No plane takes more at once, in bytes or UTF-16 code units, whoever is there to receive it. */
export const MAX_DATA_LENGTH = 256 * 1024;

/** Text or bytes for other participants, on a channel named by whoever uses it. */
export interface PlaneData {
  readonly channel: string;
  readonly data: string | Uint8Array;
}

/** What a plane has to know of a participant. */
export interface ParticipantOptions {
  selfId: string;
  isOffering: boolean;
  hasOffer?: boolean;
  features?: readonly string[];
}

/** What is known of the way to one participant. */
export type LinkState = 'connecting' | 'connected' | 'interrupted' | 'failed';

/** The plane wants `signal` carried to the participant `to`. */
export class PlaneSignalEvent extends Event {
  readonly to: string;
  readonly signal: PlaneSignal;

  constructor(to: string, signal: PlaneSignal) {
    super('plane-signal');
    this.to = to;
    this.signal = signal;
  }
}

/** A participant's tracks changed: `tracksOf(participantId)` has them. Whether a source is on is not the plane's to say. */
export class PlaneTracksEvent extends Event {
  readonly participantId: string;

  constructor(participantId: string) {
    super('plane-tracks');
    this.participantId = participantId;
  }
}

/** The way to a participant came up, broke, or could not be made; `cause` is what the browser threw, if it did. */
export class PlaneLinkEvent extends Event {
  readonly participantId: string;
  readonly state: LinkState;
  readonly cause: unknown;

  constructor(participantId: string, state: LinkState, cause?: unknown) {
    super('plane-link');
    this.participantId = participantId;
    this.state = state;
    this.cause = cause;
  }
}

/** What is sent to everybody as `source` does not reach a participant, whose way is up; `cause` is what the browser threw. */
export class PlaneUnsentEvent extends Event {
  readonly participantId: string;
  readonly source: Source;
  readonly cause: unknown;

  constructor(participantId: string, source: Source, cause: unknown) {
    super('plane-unsent');
    this.participantId = participantId;
    this.source = source;
    this.cause = cause;
  }
}

/** A participant sent text or bytes; `from` is who the connection belongs to, never what the sender claims. */
export class PlaneDataEvent extends Event {
  readonly from: string;
  readonly channel: string;
  readonly data: string | Uint8Array;

  constructor(from: string, { channel, data }: PlaneData) {
    super('plane-data');
    this.from = from;
    this.channel = channel;
    this.data = data;
  }
}

/** Data can now be sent to a participant. */
export class PlaneReadyEvent extends Event {
  readonly participantId: string;

  constructor(participantId: string) {
    super('plane-ready');
    this.participantId = participantId;
  }
}

/** What a plane tells. */
export interface PlaneEvents {
  'plane-signal': PlaneSignalEvent;
  'plane-tracks': PlaneTracksEvent;
  'plane-link': PlaneLinkEvent;
  'plane-unsent': PlaneUnsentEvent;
  'plane-data': PlaneDataEvent;
  'plane-ready': PlaneReadyEvent;
}

/**
 * How media and data travel between participants: peer to peer now, by a media server behind the same interface later.
 * Knows participants by id, and nothing of sockets, rooms or tags. Nothing outside `media/` may assume that a
 * participant is a connection.
 */
export interface MediaPlane extends TypedEventTarget<PlaneEvents> {
  /** The servers for connections made, and for ICE restarts of those there are, from now on. */
  setIceServers(iceServers: WireIceServers): void;

  /**
   * Makes a connection before it is known to whom, to save a round trip: its offer can be sent with the request to join. `null`
   * where none can be made. Asked again, it is the same offer.
   */
  prepareOffer(): Promise<WireDescription | null>;

  /** Closes the connection made ahead, if nobody took it. */
  dropOffer(): void;

  /**
   * A participant is there. One side of each pair offers: `isOffering` says whether it is this one, and `hasOffer` that the
   * participant has the prepared offer already. `features` is what their page can do beyond the first version of the wire.
   * Harmless if known.
   */
  addParticipant(id: string, options: ParticipantOptions): void;

  /** A participant is gone: everything that belongs to them is closed. Harmless if unknown. */
  removeParticipant(id: string): void;

  /** A signal came from a participant; of an unknown one it is dropped. */
  handleSignal(from: string, signal: PlaneSignal): void;

  /** Makes the way to a participant anew: what is sent is not seen. Harmless if unknown. */
  renewLink(id: string): void;

  /** The network is there again: ways that are broken are mended without waiting any longer. */
  mendLinks(): void;

  /** What is sent to everybody as `source` from now on; `null` sends nothing. Never needs a new offer. */
  setLocalTrack(source: Source, track: MediaStreamTrack | null): void;

  /** The tracks received from a participant now, by source, whether they are on or not; empty for an unknown one. */
  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack>;

  /** Whether data sent to this participant now goes peer to peer at once. */
  canSend(id: string): boolean;

  /**
   * Sends to one participant, in order, and resolves when handed to the network.
   * @throws CallError `message-too-large` beyond the cap; `not-allowed` when the participant is unknown or goes away before.
   */
  sendData(id: string, data: PlaneData): Promise<void>;

  /** How loud what a participant sends is now, 0 to 1. */
  audioLevel(id: string): number;

  /** Raw statistics by participant id. */
  getStats(): Promise<ReadonlyMap<string, RTCStatsReport>>;

  /** Closes every connection and forgets everybody; local tracks are not stopped. May be called twice; usable again. */
  close(): void;
}
