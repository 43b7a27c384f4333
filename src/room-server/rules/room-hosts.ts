import type { Role } from '../../protocol/protocol.js';
import { changeRole, type ModeratedRoom, type ModeratedSeat } from './moderation.js';

/** Whether a participant with a seat is the room's host. */
export function hasHost({ seats }: ModeratedRoom<ModeratedSeat>): boolean {
  return [...seats.values()].some(({ participant }) => participant.role === 'host');
}

/**
 * The role of a newcomer where no token gives it: the first participant of a room is its host, and it never has two. A
 * room that had a host before this process held it waits for that host.
 */
export function openRoleOf(given: Role | null, id: string | undefined, room: ModeratedRoom<ModeratedSeat>): Role {
  const { hostId } = room.record;
  const isHostsPlace = !hasHost(room) && (hostId === null || hostId === id);
  if (given === 'host') return isHostsPlace ? 'host' : 'guest';
  const isNew = room.seats.size === 0 && room.waiting.size === 0 && hostId === null;
  return given ?? (isNew ? 'host' : 'guest');
}

/** Makes the eldest connected participant host of a room that has none. */
export function makeHost(room: ModeratedRoom<ModeratedSeat>): void {
  const seats = [...room.seats.values()];
  const heir = seats.find((seat) => seat.isConnected) ?? seats[0];
  if (heir && !hasHost(room)) changeRole(room, heir, 'host');
}
