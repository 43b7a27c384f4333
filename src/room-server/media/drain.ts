import type { Clock } from '../../core/base/clock.js';
import type { Way } from './stage-effects.js';

/** Chosen: how many rooms leave a media server at a time; each of them costs twice its load for a moment. */
const MOST = 4;
/** How often it is looked which of them have left. */
const LOOK_MS = 250;

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

  /** From now on these leave. Those that are leaving since an earlier call do so once. */
  begin(rooms: readonly Drained[]): void {
    this.#waiting = rooms.filter((each) => each.present.room !== null && !this.#isLeaving(each));
    this.#step();
  }

  /** A room is over, or goes on in another process. */
  forget(room: Drained | undefined): void {
    if (room === undefined) return;
    this.#leaving.delete(room);
    this.#waiting = this.#waiting.filter((each) => each !== room);
    if (this.#waiting.length === 0) this.#cancel();
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
    this.#cancel();
    for (const room of this.#leaving.keys()) if (!this.#isLeaving(room)) this.#leaving.delete(room);
    const next = this.#waiting.splice(0, MOST - this.#leaving.size);
    const until = this.#clock.monotonic() + this.#patienceMs;
    for (const room of next) this.#leaving.set(room, { room: room.present.room, until });
    for (const room of next) room.handleEngine('draining');
    if (this.#waiting.length === 0) return;
    this.#cancel = this.#clock.after(LOOK_MS, () => {
      this.#step();
    });
  }
}
