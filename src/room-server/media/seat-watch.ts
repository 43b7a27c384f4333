import type { Role } from '../../protocol/protocol.js';
import type { Room } from '../rooms/room.js';

/** What is different about the seats of a room. */
export interface SeatChanges {
  /** Who has no seat any more. */
  readonly left: string[];
  /** Who was away and is connected again. */
  readonly back: string[];
  /** Whose role is another one. */
  readonly changed: { readonly id: string; readonly role: Role }[];
}

/** Compares the seats of a room with how they were when it last looked. */
export class SeatWatch {
  readonly #room: Room;
  #known = new Map<string, { readonly role: Role; readonly isConnected: boolean }>();

  constructor(room: Room) {
    this.#room = room;
  }

  look(): SeatChanges {
    const { seats } = this.#room;
    const before = this.#known;
    const now = [...seats.values()].map(
      ({ id, isConnected, participant: { role } }) => [id, { role, isConnected }] as const,
    );
    this.#known = new Map(now);
    return {
      left: [...before.keys()].filter((id) => !seats.has(id)),
      back: now
        .filter(([id, { isConnected }]) => isConnected && before.get(id)?.isConnected === false)
        .map(([id]) => id),
      changed: now
        .filter(([id, { role }]) => (before.get(id)?.role ?? role) !== role)
        .map(([id, { role }]) => ({ id, role })),
    };
  }
}
