import type { MediaProblem, Role, SourceKey, Topology, WireDirect, WireIceServers } from '../protocol/protocol.js';
import type { MoveResult, StayReason } from './media/stage-effects.js';
import type { RoomRecord } from './rules/room-record.js';
import type { Seat } from './rooms/seat.js';

/** What a token says of its bearer. */
export interface Claims {
  /** Replaces the name that the bearer gave; the issuer of the token vouches for it. */
  name?: string | undefined;
  role: Role;
  /** Whether a room that begins with this bearer has a lobby. */
  lobby?: boolean | undefined;
  /** The person that the token is for (its `sub`), or, where it names none, the token. */
  bearer: string;
  /** Seconds since the epoch. */
  exp?: number | undefined;
}

/** Checks a token for a room. Refuses by throwing a `Refusal`: `unauthorized`, `token-expired`. */
export type VerifyToken = (token: string | undefined, room: string) => Promise<Claims>;

/** Who a participant was, as the server wrote it. */
export interface Ticket {
  room: string;
  /** The life of the room that it belongs to. */
  life: string;
  id: string;
  role: Role;
  /** The name that a token vouched for. */
  name?: string | undefined;
  /** Whether the participant waited in the lobby, and had no seat yet. */
  isWaiting?: boolean | undefined;
  /** The bearer of the token that admitted the participant. */
  bearer?: string | undefined;
  /** Seconds since the epoch, as in a JWT. */
  exp: number;
}

/** Writes and reads tickets: signed, where they come from outside. */
export interface TicketDesk {
  /** `latestExp` is the end of the token, in seconds since the epoch. */
  sign(ticket: Omit<Ticket, 'exp'>, latestExp?: number): string;
  /** Reads a ticket; `null` for one of another server, of another room, or expired: its bearer is a newcomer. */
  read(resume: string | undefined, room: string): Ticket | null;
}

/** Counts joins by address. */
export interface JoinLimit {
  /** Counts one join; whether it is within the limit. */
  consume(address: string): Promise<boolean>;
}

/** Knows the ICE servers. */
export interface IceSource {
  /** The ICE servers for a seat, with fresh credentials. */
  serversFor(seat: Seat): WireIceServers;
}

/** Counts joins and returns. */
export interface Tally {
  countJoin(): void;
  countResume(): void;
}

/** Keeps the records of rooms, which outlive the process. */
export interface RoomRecords {
  /** The record that another process, or this one before a restart, left of a room, for `LEFT_MS`. */
  find(name: string): RoomRecord | null;
  /** A room began, or its record changed. */
  save(record: RoomRecord): void;
  /** A room is over. */
  forget(name: string): void;
}

/**
 * How long the record of a room is kept: longer than a page tries to come back (two minutes), so that a lock holds
 * until then.
 */
export const LEFT_MS = 150_000;

/** What a media server reports of itself: that it is lost, that it is back, or that it takes no new rooms. */
export type EngineChange = 'lost' | 'back' | 'draining';

/** A participant, as a media server has to know them. */
export interface EngineParticipant {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
}

/** A media server, or several of them, as the room server knows them. */
export interface MediaEngine {
  /** Whether a room can be opened now. */
  readonly isUp: boolean;
  /**
   * Makes a room at the engine. Rejects when the engine refuses, or does not answer in time: an engine puts a limit to
   * each of its requests.
   */
  open(room: { readonly name: string; readonly life: string; readonly epoch: number }): Promise<MediaRoom>;
  /**
   * The room of that id, which this engine opened before, in this process or another one. Nothing is asked: whether it
   * still exists shows when it is used.
   */
  resume(id: string): MediaRoom;
  /**
   * Told when the engine is found to be lost, back, or draining; `id` is that of the room that it concerns, and absent
   * for all rooms. Returns the undo.
   */
  listen(handler: (change: EngineChange, id?: string) => void): () => void;
  close(): Promise<void>;
}

/** A room at a media server: one epoch of one room. */
export interface MediaRoom {
  /** Survives in the record of the room, so that another process can go on with it (`MediaEngine.resume`). */
  readonly id: string;
  /**
   * Where a page finds the room, and a token of two minutes for one participant: for this room only, and to send what
   * the role may send. Rejects when the engine cannot make one.
   */
  tokenFor(participant: EngineParticipant): Promise<WireDirect>;
  /**
   * A participant has a seat: they may be inside, and send what the role may send, also after they were put out. A token
   * alone does not give that back to them: it may be made before it is known whether they get a seat.
   */
  admit(participant: Pick<EngineParticipant, 'id' | 'role'>): void;
  /** Stops what a participant sends of a source, until they send it anew. Does nothing when they are not there. */
  mute(id: string, source: SourceKey): Promise<void>;
  /** A participant may from now on send what this role may send. Does nothing when they are not there. */
  setRole(id: string, role: Role): Promise<void>;
  /** Puts a participant out, and keeps them out until they are admitted. Does nothing when they are not there. */
  remove(id: string): Promise<void>;
  /** Another process goes on with the room: nothing more is done about it here. */
  release(): void;
  /** Ends the room for all. May be called twice. */
  close(): Promise<void>;
}

/** What a media server is asked for, and may fail to do. */
export type MediaRequest = 'open' | 'tokenFor' | 'mute' | 'setRole' | 'remove' | 'close';

/** Counts what becomes of the moves between a mesh and a media server. */
export interface MediaTally {
  /** A move ended: by all, without those who could not follow, or not at all. */
  countMove(to: Topology, result: MoveResult, ms: number): void;
  /** A room that should move stays where it is. */
  countStay(reason: StayReason): void;
  /** The media server did not do what it was asked for. */
  countEngineFailure(request: MediaRequest): void;
  /** A page reported a problem. */
  countReport(problem: MediaProblem): void;
}

/** Everything that a room server gets from outside. */
export interface RoomServerPorts {
  /** Checks a token; `null` in the open mode. */
  verifyToken: VerifyToken | null;
  tickets: TicketDesk;
  joinLimit: JoinLimit;
  ice: IceSource;
  tally: Tally;
  records: RoomRecords;
  /** The media server; without one, rooms stay a mesh. */
  engine?: MediaEngine | null;
  mediaTally?: MediaTally;
  /** Whether an address does not tell its users apart, like that of this machine. */
  isShared(address: string): boolean;
  /** Ids of participants. */
  createId(): string;
  /**
   * The id of a participant who asks for a seat with a nonce: the same in every process, and before and after a restart.
   * Others learn the id, and must not learn the nonce by it.
   */
  idOf(room: string, nonce: string): string;
  /** Ids of lives, which cannot be guessed where tickets come from outside. */
  createLife(): string;
}
