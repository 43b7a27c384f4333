import type { Role, WireIceServers } from '../protocol/protocol.js';
import type { RoomRecord } from './rules/room-record.js';
import type { Seat } from './rooms/seat.js';

/** What a token says of its bearer. */
export interface Claims {
  /** Replaces the name they gave; whoever issued the token vouches for it. */
  name?: string | undefined;
  role: Role;
  /** Whether a room that begins with them has a lobby. */
  lobby?: boolean | undefined;
  /** Whom the token is for (its `sub`), or, where it does not say, which one it is. */
  bearer: string;
  /** Seconds since the epoch. */
  exp?: number | undefined;
}

/** Checks a token for a room. Refuses by throwing a `Refusal`: `unauthorized`, `token-expired`. */
export type VerifyToken = (token: string | undefined, room: string) => Promise<Claims>;

/** Who somebody was, in the server's own words. */
export interface Ticket {
  room: string;
  /** Which life of the room it is of. */
  life: string;
  id: string;
  role: Role;
  /** The name that a token vouched for. */
  name?: string | undefined;
  /** Whether they waited in the lobby, and had no seat yet. */
  isWaiting?: boolean | undefined;
  /** Whom the token was for that let them in, or which one it was. */
  bearer?: string | undefined;
  /** Seconds since the epoch, as in a JWT. */
  exp: number;
}

/** Writes and reads tickets: signed, where strangers bring them. */
export interface TicketDesk {
  /** `latestExp` is the end of the token, in seconds since the epoch. */
  sign(ticket: Omit<Ticket, 'exp'>, latestExp?: number): string;
  /** Reads a ticket; `null` for one of another server, another room or another time: its bearer is a newcomer. */
  read(resume: string | undefined, room: string): Ticket | null;
}

/** Counts joins by address. */
export interface JoinLimit {
  /** Counts one; whether it is within the limit. */
  consume(address: string): Promise<boolean>;
}

/** Knows the ICE servers. */
export interface IceSource {
  /** The ICE servers for a seat, with fresh credentials. */
  serversFor(seat: Seat): WireIceServers;
}

/** Counts what is done. */
export interface Tally {
  countJoin(): void;
  countResume(): void;
}

/** Keeps what has to outlive the process of a room. */
export interface RoomRecords {
  /** What another process, or this one before it was restarted, left of a room, for `LEFT_MS`. */
  find(name: string): RoomRecord | null;
  /** A room began, or something of it changed. */
  save(record: RoomRecord): void;
  /** A room is over. */
  forget(name: string): void;
}

/** How long what is left of a room is kept: longer than a page tries to come back (two minutes), so that a lock holds until then. */
export const LEFT_MS = 150_000;

/** Everything that a room server is given from outside. */
export interface RoomServerPorts {
  /** Checks a token; `null` in the open mode. */
  verifyToken: VerifyToken | null;
  tickets: TicketDesk;
  joinLimit: JoinLimit;
  ice: IceSource;
  tally: Tally;
  records: RoomRecords;
  /** Whether an address says nothing of who is behind it, as that of this machine does. */
  isShared(address: string): boolean;
  /** Ids of participants. */
  createId(): string;
  /** Ids of lives, which nobody can guess where strangers bring tickets. */
  createLife(): string;
}
