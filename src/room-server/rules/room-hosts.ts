import type { Role } from '../../protocol/protocol.js';
import { changeRole, type ModeratedRoom, type ModeratedSeat } from './moderation.js';

/** Whether somebody in the room is its host. */
export function hasHost({ seats }: ModeratedRoom<ModeratedSeat>): boolean {
  return [...seats.values()].some(({ participant }) => participant.role === 'host');
}

/**
 * The role of a newcomer where no token gives it: the first of a room is its host, and it never has two. A room that had a host
 * before this process had it waits for that one.
 */
export function openRoleOf(given: Role | null, id: string | undefined, room: ModeratedRoom<ModeratedSeat>): Role {
  const { hostId } = room.record;
  const isHostsPlace = !hasHost(room) && (hostId === null || hostId === id);
  if (given === 'host') return isHostsPlace ? 'host' : 'guest';
  const isNew = room.seats.size === 0 && room.waiting.size === 0 && hostId === null;
  return given ?? (isNew ? 'host' : 'guest');
}

/** Makes the eldest who is connected host of a room that has none. */
export function makeHost(room: ModeratedRoom<ModeratedSeat>): void {
  const seats = [...room.seats.values()];
  const heir = seats.find((seat) => seat.isConnected) ?? seats[0];
  if (heir && !hasHost(room)) changeRole(room, heir, 'host');
}
