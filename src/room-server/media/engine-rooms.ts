import type { Clock } from '../../core/base/clock.js';
import type { WireDirect } from '../../protocol/protocol.js';
import type { EngineParticipant, MediaEngine, MediaRequest, MediaRoom, MediaTally } from '../ports.js';

/** What the rooms at a media server need. */
export interface EngineRoomsParts {
  clock: Clock;
  engine: MediaEngine | null;
  tally: MediaTally | undefined;
}

/** How long pages have for leaving a room that is not needed any more, before it is ended. */
const LEAVE_MS = 5000;

/** How many are removed at a time; further ones wait for their turn. */
const MAX_REMOVALS = 8;

/**
 * The rooms at the media server that belong to one room: the one that carries it, the one that it moves to, and those
 * that the pages are leaving. What the media server does not do is counted, and stops nothing here.
 */
export class EngineRooms {
  readonly #parts: EngineRoomsParts;
  readonly #rooms = new Map<string, MediaRoom>();
  readonly #retired = new Map<string, () => void>();
  /** Those who are to be removed when it is their turn, and how many are being removed. */
  readonly #leaving = new Set<string>();
  #removals = 0;

  constructor(parts: EngineRoomsParts) {
    this.#parts = parts;
  }

  /** Opens a room. @returns its id; `null` when the engine refused. */
  async open(options: Parameters<MediaEngine['open']>[0]): Promise<string | null> {
    const { engine, tally } = this.#parts;
    try {
      const room = await engine?.open(options);
      if (!room) return null;
      this.#rooms.set(room.id, room);
      return room.id;
    } catch {
      tally?.countEngineFailure('open');
      return null;
    }
  }

  /** Goes on with a room that was opened before. */
  resume(id: string): void {
    const room = this.#parts.engine?.resume(id);
    if (room) this.#rooms.set(id, room);
  }

  /** @throws when the engine can make no token. */
  async tokenFor(id: string, { id: participantId, role, name }: EngineParticipant): Promise<WireDirect> {
    const room = this.#rooms.get(id);
    if (!room) throw new Error('The room at the media server is over.');
    try {
      return await room.tokenFor({ id: participantId, role, name });
    } catch (error) {
      this.#parts.tally?.countEngineFailure('tokenFor');
      throw error;
    }
  }

  /** Participants have a seat. */
  admit(participants: readonly Pick<EngineParticipant, 'id' | 'role'>[]): void {
    for (const { id } of participants) this.#leaving.delete(id);
    for (const room of this.#rooms.values()) for (const each of participants) room.admit(each);
  }

  /** Participants have none any more: a few of them at a time, as a room may remember a thousand who were removed. */
  remove(ids: readonly string[]): void {
    for (const id of ids) this.#leaving.add(id);
    while (this.#removals < MAX_REMOVALS && this.#leaving.size > 0) void this.#removeNext();
  }

  /** Tells each of the rooms something. */
  tell(request: MediaRequest, ask: (room: MediaRoom) => Promise<void>): void {
    void this.#tell(request, ask);
  }

  async #removeNext(): Promise<void> {
    this.#removals += 1;
    for (const id of this.#leaving) {
      this.#leaving.delete(id);
      await this.#tell('remove', (room) => room.remove(id));
    }
    this.#removals -= 1;
  }

  async #tell(request: MediaRequest, ask: (room: MediaRoom) => Promise<void>): Promise<void> {
    await Promise.all([...this.#rooms.values()].map((room) => this.#ask(request, () => ask(room))));
  }

  /** A room is not needed any more: it is ended once the pages have left it. */
  retire(id: string): void {
    if (this.#retired.has(id)) return;
    const cancel = this.#parts.clock.after(LEAVE_MS, () => {
      this.end(id);
    });
    this.#retired.set(id, cancel);
  }

  /** Ends a room, which may be one of an earlier process. */
  end(id: string): void {
    this.#retired.get(id)?.();
    this.#retired.delete(id);
    const room = this.#rooms.get(id) ?? this.#parts.engine?.resume(id);
    this.#rooms.delete(id);
    if (room) void this.#ask('close', () => room.close());
  }

  /** Ends all rooms; those that are still needed only if `isOver`, and else leaves them to another process. */
  close(isOver: boolean): void {
    const ids = isOver ? [...this.#rooms.keys()] : [...this.#retired.keys()];
    for (const id of ids) this.end(id);
    for (const room of this.#rooms.values()) room.release();
    this.#rooms.clear();
    this.#leaving.clear();
  }

  #ask(request: MediaRequest, ask: () => Promise<void>): Promise<void> {
    const count = (): void => {
      this.#parts.tally?.countEngineFailure(request);
    };
    // An engine may also throw at once.
    return Promise.resolve().then(ask).catch(count);
  }
}
