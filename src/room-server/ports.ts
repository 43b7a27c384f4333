import type { Role, WireIceServers } from '../protocol/protocol.js';
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

/** Everything that a room server gets from outside. */
export interface RoomServerPorts {
  /** Checks a token; `null` in the open mode. */
  verifyToken: VerifyToken | null;
  tickets: TicketDesk;
  joinLimit: JoinLimit;
  ice: IceSource;
  tally: Tally;
  records: RoomRecords;
  /** Whether an address does not tell its users apart, like that of this machine. */
  isShared(address: string): boolean;
  /** Ids of participants. */
  createId(): string;
  /** Ids of lives, which cannot be guessed where tickets come from outside. */
  createLife(): string;
}
