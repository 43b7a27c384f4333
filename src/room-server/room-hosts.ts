import { changeRole, type ModeratedRoom, type ModeratedSeat } from './moderation.js';
import type { Role } from '../core/signaling/protocol.js';

/** Whether somebody in the room is its host. */
export function hasHost({ seats }: ModeratedRoom<ModeratedSeat>): boolean {
  return [...seats.values()].some(({ participant }) => participant.role === 'host');
}

/** The role of a newcomer where no token gives it: whoever begins a room is its host, and it never has two. */
export function openRoleOf(given: Role | null, room: ModeratedRoom<ModeratedSeat>): Role {
  // Somebody back from before a restart may find that the room has had a host since.
  if (given === 'host' && hasHost(room)) return 'guest';
  const isNew = room.seats.size === 0 && room.waiting.size === 0;
  return given ?? (isNew ? 'host' : 'guest');
}

/** Makes the eldest who is connected host of a room that has none. */
export function makeHost(room: ModeratedRoom<ModeratedSeat>): void {
  const seats = [...room.seats.values()];
  const heir = seats.find((seat) => seat.isConnected) ?? seats[0];
  if (heir && !hasHost(room)) changeRole(room, heir, 'host');
}
