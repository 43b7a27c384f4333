import type { Role } from '../../protocol/protocol.js';
import { isModerator } from '../../protocol/roles.js';
import { barredUntil } from '../rules/room-record.js';
import { awaitedCount, type Room } from './room.js';
import type { Seat } from './seat.js';

/** A person who asks to enter a room. */
export interface Entrant {
  readonly role: Role;
  /** Whether they had a seat in this life of the room, waited in its lobby, or neither. */
  readonly standing: 'seated' | 'waited' | 'new';
  /** The keys that the room may know them by. */
  readonly keys: readonly string[];
  /** Their address; `null` when it does not tell them apart from others, or a token does. */
  readonly address: string | null;
}

/** How many places there are. */
export interface EntryLimits {
  readonly maxParticipants: number;
  readonly maxWaiting: number;
  /** The share of the seats, and of the places in the lobby, that one address may have. */
  readonly addressShare: number;
}

type Refused = { readonly code: 'denied' | 'room-locked' | 'room-full'; readonly message: string };
/** How a person enters, or why not. */
export type Entry = 'seat' | 'wait' | Refused;

const CROWDED: Refused = {
  code: 'room-full',
  message: 'Too many participants of this address are here already; the rest is for other addresses.',
};

/** Whether a person gets a seat, waits in the lobby, or is refused. Hosts and cohosts pass locks and lobbies. */
export function entryTo(
  room: Room,
  { role, standing, keys, address }: Entrant,
  limits: EntryLimits,
  now: number,
  monotonicNow: number,
): Entry {
  const { locked, lobby } = room.record.wire;
  const until = barredUntil(room.record, keys, now);
  if (until === null) return { code: 'denied', message: 'You were removed from this room.' };
  if (until !== undefined) return { code: 'denied', message: 'You were not let in; wait a minute and try again.' };
  const isExpected = isModerator(role) || standing === 'seated';
  if (locked && !isExpected) return { code: 'room-locked', message: 'The room is locked.' };
  const full = fullness(room, limits, standing === 'seated' ? 0 : awaitedCount(room, monotonicNow));
  if (full) return full;
  if (isExpected) return 'seat';
  const isCrowded = (seats: ReadonlyMap<string, Seat>, max: number): boolean =>
    address !== null && countOf(seats, address) >= Math.ceil(max * limits.addressShare);
  // A participant who waited goes on waiting, also on a restarted server that knows of no lobby.
  if (!lobby && standing === 'new') return isCrowded(room.seats, limits.maxParticipants) ? CROWDED : 'seat';
  if (room.waiting.size >= limits.maxWaiting) {
    return { code: 'room-full', message: `${String(room.waiting.size)} wait already; try again later.` };
  }
  return isCrowded(room.waiting, limits.maxWaiting) ? CROWDED : 'wait';
}

/** Why there is no seat, where so many are kept for others; `null` while there are seats. */
export function fullness(
  { seats }: Pick<Room, 'seats'>,
  { maxParticipants }: Pick<EntryLimits, 'maxParticipants'>,
  keptCount: number,
): { code: 'room-full'; message: string } | null {
  const count = seats.size + keptCount;
  if (count < maxParticipants) return null;
  return { code: 'room-full', message: `The room has ${String(count)} participants and takes no more.` };
}

function countOf(seats: ReadonlyMap<string, Seat>, address: string): number {
  return [...seats.values()].filter((seat) => seat.address === address).length;
}
