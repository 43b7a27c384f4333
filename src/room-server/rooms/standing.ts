import type { Role } from '../../protocol/protocol.js';
import { wasLost } from './absence.js';
import type { Claims, Ticket } from '../ports.js';
import { ruledRole } from '../rules/room-record.js';
import { keysOf, placeIn, type Room } from './room.js';
import type { Seat } from './seat.js';

/**
 * What a ticket, or a nonce, is worth in a room as it is now.
 * - `seat`: the place is kept.
 * - `return`: it is of this life of the room, and had a seat in another process of this room, or before a restart.
 * - `wait`: it is of this life, and its holder waited in the lobby.
 * - `life`: it is of this life, and its seat was given up.
 * - `none`: it is of another life, or there is none. At most the id is known.
 *
 * A nonce is worth `seat`, `return` or `none`.
 */
export type Standing =
  | { readonly kind: 'seat'; readonly id: string; readonly seat: Seat }
  | { readonly kind: 'return'; readonly id: string; readonly role: Role; readonly isRecorded: boolean }
  | { readonly kind: 'wait' | 'life'; readonly id: string }
  | { readonly kind: 'none'; readonly id: string | undefined };

/** Decides what a ticket is worth. `now` is of the monotonic clock. */
export function standingOf(ticket: Ticket | null, room: Room, now: number): Standing {
  if (!ticket) return { kind: 'none', id: undefined };
  const { id } = ticket;
  const seat = placeIn(room, id);
  // The holder of the ticket may have come back by it before, and be in this life of the room, or have been lost in it.
  const isTaken = seat !== undefined || wasLost(room.record, id);
  if (ticket.life !== room.record.life) return { kind: 'none', id: isTaken ? undefined : id };
  if (seat) return { kind: 'seat', id, seat };
  const role = now < room.returns.until ? returningRole(ticket, room) : undefined;
  if (role !== undefined) return { kind: 'return', id, role, isRecorded: room.returns.awaited !== null };
  return { kind: ticket.isWaiting ? 'wait' : 'life', id };
}

/**
 * Decides what a nonce is worth whose seats have that id: its bearer may not have got the answer to an earlier request.
 * `now` is of the monotonic clock.
 */
export function standingById(id: string, room: Room, now: number): Standing {
  const seat = placeIn(room, id);
  if (seat) return { kind: 'seat', id, seat };
  const role = now < room.returns.until ? room.returns.awaited?.get(id) : undefined;
  // It replaces no token: unlike a ticket, it does not say what an earlier one said.
  return role === undefined ? { kind: 'none', id } : { kind: 'return', id, role, isRecorded: false };
}

/**
 * The role of a person who enters: what the room ruled in this life, what the current token says, what they had before
 * a restart; in this order. `null` lets the room decide.
 */
export function roleOf(standing: Standing, room: Room, claims: Claims | null): Role | null {
  const id = standing.kind === 'none' ? undefined : standing.id;
  const ruled = ruledRole(room.record, keysOf(id, claims?.bearer));
  if (ruled || claims) return ruled ?? claims?.role ?? null;
  if (standing.kind === 'return') return standing.role;
  return standing.kind === 'none' ? null : 'guest';
}

function returningRole({ id, role, isWaiting }: Ticket, { returns }: Room): Role | undefined {
  if (returns.awaited) return returns.awaited.get(id);
  if (isWaiting) return undefined;
  // The room may have taken the role away meanwhile. Yet it needs a host, and a viewer gains nothing.
  return role === 'cohost' ? 'guest' : role;
}
