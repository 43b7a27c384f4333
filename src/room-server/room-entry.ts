import type { ModeratedRoom, ModeratedSeat } from './moderation.js';
import type { Role } from '../core/signaling/protocol.js';
import { isModerator } from './roles.js';
import { barredUntil } from './room-record.js';

/** Somebody at the door. */
export interface Entrant {
  readonly role: Role;
  /** What a ticket from before says: they sat in this very room, they waited at its door, or nothing. */
  readonly standing: 'seated' | 'waited' | 'new';
  /** What the room may know them by. */
  readonly keys: readonly string[];
}

/** How many have a place. */
export interface EntryLimits {
  readonly maxParticipants: number;
  readonly maxWaiting: number;
}

/** How somebody comes in, or why not. */
export type Entry =
  'seat' | 'wait' | { readonly code: 'denied' | 'room-locked' | 'room-full'; readonly message: string };

/** Whether somebody gets a seat, has to wait in the lobby, or is sent away. Locks and lobbies are not for hosts and cohosts. */
export function entryTo(
  room: ModeratedRoom<ModeratedSeat>,
  { role, standing, keys }: Entrant,
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
  // Whoever waited goes on waiting, also at a server that was restarted and knows of no lobby.
  if (isExpected || (!lobby && standing === 'new')) return 'seat';
  if (room.waiting.size < limits.maxWaiting) return 'wait';
  return { code: 'room-full', message: `${String(room.waiting.size)} wait already; try again later.` };
}

/** Why nobody gets a seat any more; `null` while there are seats. */
export function fullness(
  { seats }: ModeratedRoom<ModeratedSeat>,
  { maxParticipants }: Pick<EntryLimits, 'maxParticipants'>,
): { code: 'room-full'; message: string } | null {
  if (seats.size < maxParticipants) return null;
  return { code: 'room-full', message: `The room has ${String(seats.size)} participants and takes no more.` };
}
