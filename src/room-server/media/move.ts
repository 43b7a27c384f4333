import type { SourceKey, Topology } from '../../protocol/protocol.js';
import { Arrivals } from './arrivals.js';
import { Published } from './published.js';
import type { Arrived, StageScene, StageSeat } from './stage-scene.js';

/** Chosen: so many times as long as one without progress, a move may take that goes on: pages with much to do are slow. */
const MOST_PATIENCES = 4;

/** What a move is made with. */
export interface MoveOptions {
  epoch: number;
  plane: Topology;
  /** Whether the present media is lost, so that there is nothing to go back to. */
  isLost: boolean;
}

/**
 * One attempt to move a room's media. Who is there when it is prepared counts; newcomers take the next media alone, and
 * do not count.
 */
export class Move {
  readonly epoch: number;
  readonly plane: Topology;
  readonly published = new Published();
  isLost: boolean;
  /** Whether the room that it goes to is to be left again at once. */
  isDraining = false;
  /** The room at the media server, once it is open. */
  room: string | null = null;
  /** When the pages were told, by the monotonic clock; `null` while a room is being opened. */
  preparedAt: number | null = null;
  /** When one who counts last joined or received more, or the pages were told, by the monotonic clock. */
  #progressAt = -Infinity;
  readonly #counting = new Set<string>();
  readonly #arrivals = new Arrivals();

  constructor({ epoch, plane, isLost }: MoveOptions) {
    this.epoch = epoch;
    this.plane = plane;
    this.isLost = isLost;
  }

  /** The pages are told now. */
  prepare(seats: readonly StageSeat[], now: number): void {
    this.preparedAt = now;
    this.#progressAt = now;
    for (const { id, isPresent, follows } of seats) if (isPresent && follows) this.#counting.add(id);
  }

  /** Whether it goes to a room at the media server; to any, also one that is being opened, without `room`. */
  isTo(room?: string): boolean {
    return this.plane === 'sfu' && (room ?? this.room) === this.room;
  }

  /** When it is given up without further progress, by the monotonic clock: never, before the pages were told. */
  endsAt(patienceMs: number): number {
    if (this.preparedAt === null) return Infinity;
    return Math.min(this.#progressAt + patienceMs, this.preparedAt + MOST_PATIENCES * patienceMs);
  }

  /** A participant has joined the next media, or sends something else there. @returns the statement's number. */
  noteJoined(id: string, sources: readonly SourceKey[], now: number): number {
    if (this.counts(id) && !this.published.has(id)) this.#progressAt = now;
    return this.published.state(id, sources);
  }

  /** A participant has received everything up to that statement, or says what lacks. @returns whether that can be. */
  noteReady(id: string, arrived: Arrived, now: number): boolean {
    if (!this.published.has(id) || arrived.serial > this.published.serial) return false;
    if (this.#arrivals.note(id, arrived) && this.counts(id)) this.#progressAt = now;
    return true;
  }

  /** Participants who left. */
  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#counting.delete(id);
      this.#arrivals.forget(id);
      this.published.forget(id);
    }
  }

  counts(id: string): boolean {
    return this.#counting.has(id);
  }

  /** The participants who count and are connected. */
  present(seats: readonly StageSeat[]): string[] {
    return seats.filter(({ id, isPresent }) => isPresent && this.#counting.has(id)).map(({ id }) => id);
  }

  /**
   * Those of them who have not joined, or have not received everything: where the present media is lost, nothing is won
   * by waiting for that, and each page has gone over at the first that it received.
   */
  missing(seats: readonly StageSeat[]): string[] {
    const present = this.present(seats);
    const last = this.isLost ? -1 : this.published.lastOf(present);
    return present.filter((id) => !this.published.has(id) || !this.#arrivals.has(id, last));
  }

  /**
   * Once its time is over, who kept it from being complete: those who have not followed, and those of whom most of the
   * others receive nothing, who are not missed by the others then. Where all are away, that is what keeps it.
   */
  holdouts(seats: readonly StageSeat[]): string[] {
    const present = this.present(seats);
    if (present.length === 0) return [...this.#counting];
    const unheard = this.#arrivals.unheard(present);
    const last = this.published.lastOf(present.filter((id) => !unheard.has(id)));
    const isHeld = (id: string): boolean => !this.published.has(id) || !this.#arrivals.has(id, last, unheard);
    return present.filter((id) => unheard.has(id) || isHeld(id));
  }

  /** Once its time is over, whether the others are left behind: where there is no way back, or a mesh is hopeless. */
  goesOn(scene: StageScene): boolean {
    const hasMost = this.holdouts(scene.seats).length * 2 < this.present(scene.seats).length;
    return this.isLost || (this.isIntoLarge(scene) && hasMost);
  }

  /** Whether its time is over, or would change nothing: where all have said what they have, and most have everything. */
  isOver(scene: StageScene): boolean {
    return scene.now >= this.endsAt(scene.limits.moveMs) || (this.#isSaid(scene.seats) && this.goesOn(scene));
  }

  /** Those who are connected and came after the move was prepared, or were away then. */
  newcomers(seats: readonly StageSeat[]): string[] {
    const others = seats.filter(({ id, isPresent, follows }) => isPresent && follows && !this.#counting.has(id));
    return others.map(({ id }) => id);
  }

  /** Whether one of those who count has not left, and may come back. */
  get isAwaited(): boolean {
    return this.#counting.size > 0;
  }

  /** Whether it is to a media server, because a mesh of so many is hopeless. */
  isIntoLarge({ seats, limits }: StageScene): boolean {
    return this.plane === 'sfu' && seats.length > limits.meshHard;
  }

  /**
   * Whether all who count have everything. Where they are all away, nobody can say so; where all of them have left,
   * nobody has the present media.
   */
  isComplete(seats: readonly StageSeat[]): boolean {
    if (this.#counting.size === 0) return this.isLost || seats.some(({ isPresent }) => isPresent);
    return this.present(seats).length > 0 && this.missing(seats).length === 0;
  }

  /** Whether all who count have joined, and said what has arrived and what lacks. */
  #isSaid(seats: readonly StageSeat[]): boolean {
    const present = this.present(seats);
    const last = this.published.lastOf(present);
    const isSaid = (id: string): boolean => this.published.has(id) && this.#arrivals.isSaid(id, last);
    return present.length > 0 && present.every(isSaid);
  }
}
