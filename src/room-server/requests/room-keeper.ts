import type { Clock } from '../../core/base/clock.js';
import { Refusal } from '../refusal.js';
import type { AdmissionDesk } from './admission.js';
import type { MediaDesk } from '../media/media-desk.js';
import type { RoomKeeper } from '../rules/moderation.js';
import { awaitedCount, type Room } from '../rooms/room.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Seat } from '../rooms/seat.js';
import type { Seating } from '../rooms/seating.js';

/** What a keeper needs. */
export interface KeeperParts {
  rooms: Rooms;
  seating: Seating;
  admissions: AdmissionDesk;
  media: MediaDesk;
  clock: Clock;
}

/** How long a participant is left in peace after they were asked for something, by whichever moderator. */
const ASK_PAUSE_MS = 10_000;

/** Carries out what moderation decides about the participants of one room. */
export function createKeeper(room: Room, { rooms, seating, admissions, media, clock }: KeeperParts): RoomKeeper<Seat> {
  return {
    hasOneHost: rooms.hasOpenRoles,
    freeSeats: () => Math.max(0, rooms.maxParticipants - room.seats.size - awaitedCount(room, clock.monotonic())),
    countAsk: (seat) => {
      const now = clock.monotonic();
      if (seat.askedAt !== null && now - seat.askedAt < ASK_PAUSE_MS) {
        throw new Refusal('rate-limited', 'That participant was asked a moment ago.');
      }
      seat.askedAt = now;
    },
    admit: (seat) => {
      admissions.letIn(room, seat);
    },
    deny: (seat) => {
      seating.deny(room, seat);
    },
    remove: (seat) => {
      seating.remove(room, seat);
    },
    silence: ({ id }) => {
      media.handleMuted(room, id);
    },
    wishTopology: (wish) => {
      media.wish(room, wish);
    },
    end: () => {
      // After the answer to the participant who asked for it, whose connection ends with the room.
      queueMicrotask(() => {
        rooms.endRoom(room);
      });
    },
  };
}
