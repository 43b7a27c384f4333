import type { Role } from '../../protocol/protocol.js';
import { isModerator } from '../rules/roles.js';
import { barredUntil } from '../rules/room-record.js';
import type { Room } from './room.js';
import type { Seat } from './seat.js';

/** Somebody at the door. */
export interface Entrant {
  readonly role: Role;
  /** They sat in this very room, they waited at its door, or nothing. */
  readonly standing: 'seated' | 'waited' | 'new';
  /** What the room may know them by. */
  readonly keys: readonly string[];
  /** Where they come from; `null` when that says nothing of who they are, or a token says it. */
  readonly address: string | null;
}

/** How many have a place. */
export interface EntryLimits {
  readonly maxParticipants: number;
  readonly maxWaiting: number;
  /** Which part of the seats, and of the places in the lobby, one address may have. */
  readonly addressShare: number;
}

type Refused = { readonly code: 'denied' | 'room-locked' | 'room-full'; readonly message: string };
/** How somebody comes in, or why not. */
export type Entry = 'seat' | 'wait' | Refused;

const CROWDED: Refused = {
  code: 'room-full',
  message: 'The places that are left are for people of other addresses; so many from this one are here already.',
};

/** Whether somebody gets a seat, has to wait in the lobby, or is sent away. Locks and lobbies are not for hosts and cohosts. */
export function entryTo(
  room: Room,
  { role, standing, keys, address }: Entrant,
  limits: EntryLimits,
  now: number,
): Entry {
  const { locked, lobby } = room.record.wire;
  const until = barredUntil(room.record, keys, now);
  if (until === null) return { code: 'denied', message: 'You were removed from this room.' };
  if (until !== undefined) return { code: 'denied', message: 'You were not let in; wait a minute and try again.' };
  const isExpected = isModerator(role) || standing === 'seated';
  if (locked && !isExpected) return { code: 'room-locked', message: 'The room is locked.' };
  const full = fullness(room, limits);
  if (full) return full;
  if (isExpected) return 'seat';
  const isCrowded = (seats: ReadonlyMap<string, Seat>, max: number): boolean =>
    address !== null && countOf(seats, address) >= Math.ceil(max * limits.addressShare);
  // Whoever waited goes on waiting, also at a server that was restarted and knows of no lobby.
  if (!lobby && standing === 'new') return isCrowded(room.seats, limits.maxParticipants) ? CROWDED : 'seat';
  if (room.waiting.size >= limits.maxWaiting) {
    return { code: 'room-full', message: `${String(room.waiting.size)} wait already; try again later.` };
  }
  return isCrowded(room.waiting, limits.maxWaiting) ? CROWDED : 'wait';
}

/** Why nobody gets a seat any more; `null` while there are seats. */
export function fullness(
  { seats }: Pick<Room, 'seats'>,
  { maxParticipants }: Pick<EntryLimits, 'maxParticipants'>,
): { code: 'room-full'; message: string } | null {
  if (seats.size < maxParticipants) return null;
  return { code: 'room-full', message: `The room has ${String(seats.size)} participants and takes no more.` };
}

function countOf(seats: ReadonlyMap<string, Seat>, address: string): number {
  return [...seats.values()].filter((seat) => seat.address === address).length;
}
