import type { RoomKeeper } from '../src/core/signaling/moderation.js';
import type { Door } from './door.js';
import type { Room } from './room.js';
import type { Rooms } from './rooms.js';
import type { Seat } from './seat.js';

/** Carries out what moderation decides about the people of one room. */
export function createKeeper(room: Room, { rooms, door }: { rooms: Rooms; door: Door }): RoomKeeper<Seat> {
  return {
    hasOneHost: rooms.hasOpenRoles,
    freeSeats: () => rooms.maxParticipants - room.seats.size,
    admit: (seat) => {
      door.letIn(room, seat);
    },
    deny: (seat) => {
      rooms.deny(room, seat);
    },
    remove: (seat) => {
      rooms.remove(room, seat);
    },
    end: () => {
      // After the answer to whoever asked for it, whose connection ends with the room.
      queueMicrotask(() => {
        rooms.endRoom(room);
      });
    },
  };
}
