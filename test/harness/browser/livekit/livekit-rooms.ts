import type { Room } from 'livekit-client';
import { loadLiveKit } from '../../../../src/core/media/livekit/library/load-livekit.js';

/** The rooms of LiveKit's client that the page has connected since they are followed. */
export class Rooms {
  readonly #rooms: ReadonlySet<Room>;
  readonly #end: () => void;

  /** @param end restores what was replaced to follow them. */
  constructor(rooms: ReadonlySet<Room>, end: () => void) {
    this.#rooms = rooms;
    this.#end = end;
  }

  static async follow(): Promise<Rooms> {
    const { Room: Class } = await loadLiveKit();
    const rooms = new Set<Room>();
    const prototype = Class.prototype as { emit(this: Room, ...values: unknown[]): boolean };
    const { emit } = prototype;
    prototype.emit = function (...values) {
      rooms.add(this);
      return emit.apply(this, values);
    };
    return new Rooms(rooms, () => {
      prototype.emit = emit;
    });
  }

  /** The room that a participant is in now. */
  of(identity: string): Room {
    const room = [...this.#rooms].findLast(({ localParticipant, state }) => {
      const now: string = state;
      return localParticipant.identity === identity && now === 'connected';
    });
    if (room === undefined) throw new Error(`${identity} is in no room.`);
    return room;
  }

  /** Follows them no more. */
  end(): void {
    this.#end();
  }
}
