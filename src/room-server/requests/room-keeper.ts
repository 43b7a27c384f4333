import type { AdmissionDesk } from './admission.js';
import type { RoomKeeper } from '../rules/moderation.js';
import type { Room } from '../rooms/room.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Seat } from '../rooms/seat.js';
import type { Seating } from '../rooms/seating.js';

/** What a keeper needs. */
export interface KeeperParts {
  rooms: Rooms;
  seating: Seating;
  admissions: AdmissionDesk;
}

/** Carries out what moderation decides about the participants of one room. */
export function createKeeper(room: Room, { rooms, seating, admissions }: KeeperParts): RoomKeeper<Seat> {
  return {
    hasOneHost: rooms.hasOpenRoles,
    freeSeats: () => rooms.maxParticipants - room.seats.size,
    admit: (seat) => {
      admissions.letIn(room, seat);
    },
    deny: (seat) => {
      seating.deny(room, seat);
    },
    remove: (seat) => {
      seating.remove(room, seat);
    },
    end: () => {
      // After the answer to the participant who asked for it, whose connection ends with the room.
      queueMicrotask(() => {
        rooms.endRoom(room);
      });
    },
  };
}
