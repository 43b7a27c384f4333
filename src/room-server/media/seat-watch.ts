import type { Role } from '../../protocol/protocol.js';
import type { Room } from '../rooms/room.js';

/** What is different about the seats of a room. */
export interface SeatChanges {
  /** Who has a seat, and had none here. */
  readonly entered: SeatRole[];
  /** Who has no seat any more, or had one in another process and did not come back. */
  readonly left: string[];
  /** Who was away and is connected again. */
  readonly back: string[];
  /** Whose role is another one. */
  readonly changed: SeatRole[];
}

interface SeatRole {
  readonly id: string;
  readonly role: Role;
}

interface Known {
  readonly role: Role;
  readonly isConnected: boolean;
  /** Whether they have a seat, and are not only awaited. */
  readonly isSeated: boolean;
}

/** Compares the seats of a room with how they were when it last looked. */
export class SeatWatch {
  readonly #room: Room;
  #known: ReadonlyMap<string, Known>;

  /** Who is awaited from before this process held the room counts as known. */
  constructor(room: Room) {
    this.#room = room;
    const awaited = [...(room.returns.awaited ?? [])];
    this.#known = new Map(awaited.map(([id, role]) => [id, { role, isConnected: false, isSeated: false }]));
  }

  look(): SeatChanges {
    const { seats, returns } = this.#room;
    const before = this.#known;
    const missing = [...before].filter(([id]) => !seats.has(id));
    const now = [...seats.values()].map(
      ({ id, isConnected, participant: { role } }) => [id, { role, isConnected, isSeated: true }] as const,
    );
    this.#known = new Map([...missing.filter(([id]) => returns.awaited?.has(id)), ...now]);
    return {
      entered: now.filter(([id]) => before.get(id)?.isSeated !== true).map(([id, { role }]) => ({ id, role })),
      left: missing.map(([id]) => id).filter((id) => returns.awaited?.has(id) !== true),
      back: now
        .filter(([id, { isConnected }]) => isConnected && before.get(id)?.isConnected === false)
        .map(([id]) => id),
      changed: now
        .filter(([id, { role }]) => (before.get(id)?.role ?? role) !== role)
        .map(([id, { role }]) => ({ id, role })),
    };
  }
}
