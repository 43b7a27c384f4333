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

/** Who follows a host: whom a host trusted with more comes first. */
const SUCCESSION: readonly Role[] = ['cohost', 'guest', 'viewer'];

/** Makes a connected participant host of a room that has none: a cohost before a guest, of these the eldest. */
export function makeHost(room: ModeratedRoom<ModeratedSeat>): void {
  if (hasHost(room)) return;
  const seats = [...room.seats.values()];
  const connected = seats.filter((seat) => seat.isConnected);
  const heirs = connected.length > 0 ? connected : seats;
  const [heir] = SUCCESSION.flatMap((role) => heirs.filter(({ participant }) => participant.role === role));
  if (heir) changeRole(room, heir, 'host');
}
