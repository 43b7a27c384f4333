import type { EventName, EventPayload, Role, SourceFlags } from '../../protocol/protocol.js';
import { isPersonal } from '../rules/bearer.js';
import { changeRoom } from '../rules/moderation.js';
import { seatKey, type RoomRecord } from '../rules/room-record.js';
import type { RosterNews } from '../rules/roster-news.js';
import type { Seat } from './seat.js';

/** A person who enters, whose right to do so was checked. */
export interface Newcomer extends Spoken {
  name: string;
  /** Whether a token gave the name. */
  hasFixedName?: boolean;
  sources?: Partial<SourceFlags> | undefined;
  /** Given by the room, by a token, or kept from before a restart; `null` lets the room decide. */
  role: Role | null;
  /** Their id, if it is known from before. */
  id?: string | undefined;
  /** The number of the last event they received before, so that the numbers go on growing. */
  lastSeq?: number | undefined;
  /**
   * Whether they had a seat, or waited in the lobby, in another process of this room, or before a restart of this one.
   */
  standing?: 'seated' | 'waited' | 'new';
  /** The place of their hand, if they return with it raised. */
  handOrder?: number | undefined;
  /** The bearer of their token. */
  bearer?: string | undefined;
}

/** The version of the wire that a page speaks, and its features; a page of the first version says neither. */
export interface Spoken {
  protocol?: number | undefined;
  features?: readonly string[] | undefined;
}

/** What participants may change about themselves. */
export interface StateChange extends Spoken {
  name?: string | undefined;
  hand?: boolean | undefined;
  sources?: Partial<SourceFlags> | undefined;
}

/** The version and the features that a page stated, without the fields that it did not. */
export function spokenBy({ protocol, features }: Spoken): { protocol?: number; features?: string[] } {
  return { ...(protocol !== undefined && { protocol }), ...(features !== undefined && { features: [...features] }) };
}

/** Who may take back a seat that they had in another process of this room, or before a restart of this one. */
export interface Returns {
  /** By the monotonic clock: until the seats' grace time is over. */
  readonly until: number;
  /**
   * The roles of the awaited participants, by id; `null` where they are not known: then each of the same life may come.
   */
  readonly awaited: Map<string, Role> | null;
}

/** A room: who has a seat in it, and who waits in its lobby, the eldest first. */
export interface Room {
  /** The state that outlives this process. */
  readonly record: RoomRecord;
  readonly seats: Map<string, Seat>;
  readonly waiting: Map<string, Seat>;
  /** Tells the seats of one another. */
  readonly news: RosterNews;
  /** Who may come back to it from before this process held it. */
  readonly returns: Returns;
  /** Cancel what the room waits for; called when it is over. */
  readonly cancelWaits: Set<() => void>;
}

/** The seat with that id, or the place in the lobby. */
export function placeIn({ seats, waiting }: Room, id: string): Seat | undefined {
  return seats.get(id) ?? waiting.get(id);
}

/** The place of the person that a token is for: a person has at most one in a room. */
export function placeOfBearer(room: Room | undefined, bearer: string | undefined): Seat | undefined {
  if (!room || bearer === undefined || !isPersonal(bearer)) return undefined;
  return [...room.seats.values(), ...room.waiting.values()].find((seat) => seat.bearer === bearer);
}

/** All seats of the room but the given one, the eldest first. */
export function others(room: Room, seat: Seat): Seat[] {
  return [...room.seats.values()].filter((each) => each !== seat);
}

/** How many seats are kept for those who had one in another process, or before a restart. `now` is monotonic. */
export function awaitedCount({ returns: { awaited, until } }: Room, now: number): number {
  return now < until ? (awaited?.size ?? 0) : 0;
}

/** The place of the next raised hand: after all hands that are up now, also of those who may still return. */
export function nextHandOrder({ record }: Room): number {
  return 1 + Math.max(0, ...Object.values(record.hands));
}

/** The keys that a room knows a participant by before they have a seat: their id, and the person of their token. */
export function keysOf(id: string | undefined, bearer: string | undefined): string[] {
  return [...(id === undefined ? [] : [seatKey(id)]), ...(bearer !== undefined && isPersonal(bearer) ? [bearer] : [])];
}

/** Ends the spotlight on a participant who has no seat. */
export function endIdleSpotlight(room: Room): void {
  const { spotlightId } = room.record.wire;
  if (spotlightId !== null && !room.seats.has(spotlightId)) changeRoom(room, { spotlightId: null });
}

/** Tells all participants in the room but the given one. */
export function tellOthers<Name extends EventName>(
  room: Room,
  seat: Seat,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  for (const each of others(room, seat)) each.tell(name, fields);
}
