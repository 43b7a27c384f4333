import type { Clock } from '../../ops/clock.js';
import type { Logger } from '../../ops/log.js';
import { emptySchema, roomsSchema } from './livekit-answers.js';
import type { LiveKitApi } from './livekit-api.js';
import { LiveKitError } from './livekit-error.js';
import { KEPT_OUT_MS, type LiveKitRoom } from './livekit-room.js';

/** How often a room is looked at from which a participant was put out, who may try to come back. */
const EVERY_MS = 2000;
/** Every so many rounds all rooms are looked at. */
const ALL_EVERY = 5;

/** What the rounds need. */
export interface LiveKitRoundsOptions {
  api: LiveKitApi;
  clock: Clock;
  logger: Logger;
  tally: { countPutOut(count: number): void };
  isUp(): boolean;
  /** Whether LiveKit makes a room anew for those who come back after its end. */
  makesRooms(): boolean;
  /** LiveKit no longer has a room that was not closed. */
  handleGone(id: string): void;
}

/** Looks after the rooms at LiveKit: that they exist, that only those are inside who may be, and that ended ones end. */
export class LiveKitRounds {
  readonly #options: LiveKitRoundsOptions;
  readonly #rooms = new Map<string, LiveKitRoom>();
  /** The rooms that are to be deleted, perhaps once more, and until when that is tried. */
  readonly #ending = new Map<string, number>();
  #count = 0;
  #cancel: () => void;
  #isClosed = false;

  constructor(options: LiveKitRoundsOptions) {
    this.#options = options;
    this.#cancel = this.#goOn();
  }

  find(id: string): LiveKitRoom | undefined {
    return this.#rooms.get(id);
  }

  follow(room: LiveKitRoom): void {
    this.#rooms.set(room.id, room);
  }

  /** A room was closed; `isGone` when LiveKit has deleted it. */
  handleClosed(id: string, isGone: boolean): void {
    this.#rooms.delete(id);
    if (!isGone || this.#options.makesRooms()) this.#ending.set(id, this.#options.clock.monotonic() + KEPT_OUT_MS);
  }

  handleReleased(id: string): void {
    this.#rooms.delete(id);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #goOn(): () => void {
    return this.#options.clock.after(EVERY_MS, () => void this.#round());
  }

  async #round(): Promise<void> {
    this.#count += 1;
    if (this.#options.isUp()) await this.#look(this.#count % ALL_EVERY === 0);
    if (!this.#isClosed) this.#cancel = this.#goOn();
  }

  async #look(isFull: boolean): Promise<void> {
    const known = [...this.#rooms.values()];
    if (isFull) {
      await this.#try(() => this.#findGone(known));
      for (const [id, untilMs] of this.#ending) await this.#try(() => this.#endAgain(id, untilMs));
    }
    for (const room of known.filter((each) => isFull || each.isWatched)) {
      if (this.#rooms.has(room.id)) await this.#try(() => this.#check(room));
    }
  }

  /** What one room costs does not keep the others from their turn. */
  async #try(step: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return;
    try {
      await step();
    } catch (error) {
      if (!(error instanceof LiveKitError)) throw error;
      // It is asked again in the next round; whether LiveKit is lost is for the health to find out.
      this.#options.logger.debug({ problem: error.message }, 'the media server was not looked at');
    }
  }

  async #check(room: LiveKitRoom): Promise<void> {
    const count = await room.check();
    if (count === 0) return;
    this.#options.tally.countPutOut(count);
    this.#options.logger.warn({ count }, 'put out of a room at the media server: they were not sent there');
  }

  async #findGone(known: readonly LiveKitRoom[]): Promise<void> {
    if (known.length === 0) return;
    const names = known.map(({ id }) => id);
    const { rooms } = await this.#options.api.request('ListRooms', { roomList: true }, { names }, roomsSchema);
    const there = new Set(rooms.map(({ name }) => name));
    for (const id of names) {
      if (there.has(id) || !this.#rooms.delete(id)) continue;
      this.#options.handleGone(id);
    }
  }

  async #endAgain(room: string, untilMs: number): Promise<void> {
    const { api, clock, makesRooms } = this.#options;
    if (untilMs < clock.monotonic()) {
      this.#ending.delete(room);
      return;
    }
    try {
      await api.request('DeleteRoom', { roomCreate: true }, { room }, emptySchema);
    } catch (error) {
      if (!(error instanceof LiveKitError) || error.problem !== 'not-found') throw error;
    }
    if (!makesRooms()) this.#ending.delete(room);
  }
}
