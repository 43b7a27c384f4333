import type { EventName, EventPayload, Role, SourceFlags } from '../../protocol/protocol.js';
import { isPersonal } from '../rules/bearer.js';
import { changeRoom } from '../rules/moderation.js';
import { seatKey, type RoomRecord } from '../rules/room-record.js';
import type { Seat } from './seat.js';

/** Somebody at the door whose right to enter was checked. */
export interface Newcomer extends Spoken {
  name: string;
  /** Whether a token gave the name. */
  hasFixedName?: boolean;
  sources?: Partial<SourceFlags> | undefined;
  /** Given by the room, by a token, or kept from before a restart; `null` lets the room decide. */
  role: Role | null;
  /** Known from before. */
  id?: string | undefined;
  /** The last event they know of from before, so that the numbers go on growing. */
  lastSeq?: number | undefined;
  /** They had a seat, or waited in the lobby, when the room was another process's, or this one had not been restarted. */
  standing?: 'seated' | 'waited' | 'new';
  /** Whom their token is for, or which one it is. */
  bearer?: string | undefined;
}

/** Which wire a page speaks, and what it can do beyond that; a page of the first version says neither. */
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

/** What was said of the wire, and nothing where nothing was. */
export function spokenBy({ protocol, features }: Spoken): { protocol?: number; features?: string[] } {
  return { ...(protocol !== undefined && { protocol }), ...(features !== undefined && { features: [...features] }) };
}

/** Who may take the seat back that they had when the room was another process's, or before this one was restarted. */
export interface Returns {
  /** By the monotonic clock: as long as the seats would have been kept. */
  readonly until: number;
  /** The roles of those who are awaited, by id; `null` where that is not known, so that all of the same life may come. */
  readonly awaited: Map<string, Role> | null;
}

/** A room: who has a seat in it, and who waits in its lobby, the eldest first. */
export interface Room {
  /** All that has to outlive this process of it. */
  readonly record: RoomRecord;
  readonly seats: Map<string, Seat>;
  readonly waiting: Map<string, Seat>;
  /** Who comes back to it from before this process had it. */
  readonly returns: Returns;
  /** Calls off what the room waits for; called when it is over. */
  readonly cancelWaits: Set<() => void>;
}

/** The seat with that id, or the place in the lobby. */
export function placeIn({ seats, waiting }: Room, id: string): Seat | undefined {
  return seats.get(id) ?? waiting.get(id);
}

/** The place of whoever the same token is for: a person has one in a room. */
export function placeOfBearer(room: Room | undefined, bearer: string | undefined): Seat | undefined {
  if (!room || bearer === undefined || !isPersonal(bearer)) return undefined;
  return [...room.seats.values(), ...room.waiting.values()].find((seat) => seat.bearer === bearer);
}

/** Everybody with a seat in the room but one, the eldest first. */
export function others(room: Room, seat: Seat): Seat[] {
  return [...room.seats.values()].filter((each) => each !== seat);
}

/** What a room knows a participant by before they have a seat: their id, and whom their token is for. */
export function keysOf(id: string | undefined, bearer: string | undefined): string[] {
  return [...(id === undefined ? [] : [seatKey(id)]), ...(bearer !== undefined && isPersonal(bearer) ? [bearer] : [])];
}

/** Takes somebody out of the spotlight who has no seat. */
export function endIdleSpotlight(room: Room): void {
  const { spotlightId } = room.record.wire;
  if (spotlightId !== null && !room.seats.has(spotlightId)) changeRoom(room, { spotlightId: null });
}

/** Tells everybody in the room but one. */
export function tellOthers<Name extends EventName>(
  room: Room,
  seat: Seat,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  for (const each of others(room, seat)) each.tell(name, fields);
}
