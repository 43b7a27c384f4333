import type { Clock } from '../../core/base/clock.js';
import type { Way } from './stage-effects.js';

/** Chosen: how many rooms leave a media server at a time; each of them costs twice its load for a moment. */
const MOST = 4;
/** How often it is looked which of them have left. */
const LOOK_MS = 250;
/**
 * Chosen: how long it is waited before the first of them leave. A node that was told to stop at the same time has to
 * tell the others first: some rooms of those that were opened at once were placed at it again.
 */
const SETTLE_MS = 1000;

/** The media of a room, as far as a drain has to know it. */
export interface Drained {
  readonly present: Way;
  handleEngine(change: 'draining'): void;
}

/** The media server is to be left by all rooms: a few at a time, so that the nodes that go on are not asked for all at once. */
export class Drain {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  #waiting: Drained[] = [];
  /** Those that were told: what carried them, and until when they are waited for, by the monotonic clock. */
  readonly #leaving = new Map<Drained, { readonly room: string | null; readonly until: number }>();
  #cancel: () => void = () => undefined;

  /** @param patienceMs after this, one that has not left goes on by itself, beside the next ones. */
  constructor(clock: Clock, patienceMs: number) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /**
   * In a moment all rooms leave. Those that are leaving since an earlier call do so again then: it may be another node
   * that is to be stopped, and their next room at it.
   */
  begin(getRooms: () => readonly Drained[]): void {
    this.#cancel();
    this.#cancel = this.#clock.after(SETTLE_MS, () => {
      const rooms = getRooms();
      this.#waiting = rooms.filter(({ present }) => present.room !== null);
      // They may be on their way there.
      for (const room of rooms) if (room.present.room === null) room.handleEngine('draining');
      this.#step();
    });
  }

  /** A room is over, or goes on in another process. */
  forget(room: Drained | undefined): void {
    if (room === undefined) return;
    this.#leaving.delete(room);
    this.#waiting = this.#waiting.filter((each) => each !== room);
  }

  /** May be called twice. */
  close(): void {
    this.#cancel();
    this.#waiting = [];
    this.#leaving.clear();
  }

  #isLeaving(room: Drained): boolean {
    const told = this.#leaving.get(room);
    return told !== undefined && told.room === room.present.room && this.#clock.monotonic() < told.until;
  }

  #step(): void {
    for (const room of this.#leaving.keys()) if (!this.#isLeaving(room)) this.#leaving.delete(room);
    const next = this.#waiting.filter((room) => !this.#leaving.has(room)).slice(0, MOST - this.#leaving.size);
    this.#waiting = this.#waiting.filter((room) => !next.includes(room));
    const until = this.#clock.monotonic() + this.#patienceMs;
    for (const room of next) this.#leaving.set(room, { room: room.present.room, until });
    for (const room of next) room.handleEngine('draining');
    if (this.#waiting.length === 0) return;
    this.#cancel = this.#clock.after(LOOK_MS, () => {
      this.#step();
    });
  }
}
