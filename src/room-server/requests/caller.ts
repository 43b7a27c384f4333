import type { Clock } from '../../core/base/clock.js';
import { Refusal } from '../refusal.js';
import type { MediaDesk } from '../media/media-desk.js';
import type { KeptChat } from '../rooms/kept-chat.js';
import type { Room } from '../rooms/room.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Seat } from '../rooms/seat.js';
import type { Seating } from '../rooms/seating.js';
import type { AdmissionDesk, Visitor } from './admission.js';

/** What requests are handled with. */
export interface RequestParts {
  rooms: Rooms;
  seating: Seating;
  admissions: AdmissionDesk;
  chat: KeptChat;
  media: MediaDesk;
  clock: Clock;
}

/** A room, and the seat or the place in its lobby that a connection has there. */
export interface Place {
  room: Room;
  seat: Seat;
}

/** One connection as its requests see it: the person on it, and the place that they have. */
export class Caller {
  readonly visitor: Visitor;
  readonly parts: RequestParts;
  #place: Place | null = null;

  constructor(visitor: Visitor, parts: RequestParts) {
    this.visitor = visitor;
    this.parts = parts;
  }

  /** The place in a room or in its lobby, unless another connection took it. */
  get place(): Place | null {
    return this.#place?.seat.isHeldBy(this.visitor.outlet) ? this.#place : null;
  }

  /** Gives the connection a place; `null` when it gave its place up. */
  setPlace(place: Place | null): void {
    this.#place = place;
  }

  /** The place in a room. @throws Refusal `not-allowed` without one, or with one in the lobby. */
  mustBeSeated(): Place {
    const { place } = this;
    if (!place) throw new Refusal('not-allowed', 'Join a room first.');
    if (place.room.waiting.has(place.seat.id)) {
      throw new Refusal('not-allowed', 'Wait in the lobby until you are let in.');
    }
    return place;
  }

  /** The connection is lost: its seat is kept for the grace time, unless another connection took it. */
  handleLost(): void {
    const { place } = this;
    if (place) this.parts.seating.handleLost(place.room, place.seat, this.visitor.outlet);
    this.#place = null;
  }
}
