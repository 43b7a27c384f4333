import { every, systemClock, toCallError, type CallController, type Clock, type RoomPeek } from '../../core/index.js';

/** Soon enough to see who comes, and a third of what a server answers in a minute. */
const INTERVAL_MS = 10_000;

/** Follows who is in a room, from outside. */
export class InsideWatch {
  readonly #redraw: () => void;
  readonly #clock: Clock;
  #call: CallController | null = null;
  #room = '';
  #stop: () => void = () => undefined;
  #inside: RoomPeek = {};

  constructor(redraw: () => void, clock: Clock = systemClock) {
    this.#redraw = redraw;
    this.#clock = clock;
  }

  /** Who is inside, as far as the server tells. */
  get inside(): RoomPeek {
    return this.#inside;
  }

  /** Follows a room of that name from now on, by a call in prejoin; `null` ends it. */
  follow(call: CallController | null, room = this.#room): void {
    if (call === this.#call && room === this.#room) return;
    this.#stop();
    this.#stop = () => undefined;
    this.#call = call;
    // Of the same room it stays until the server has told again: a tag that is moved does not flicker.
    if (room !== this.#room) this.#inside = {};
    this.#room = room;
    if (call === null) return;
    let isAsking = false;
    const look = async (): Promise<void> => {
      if (isAsking || document.hidden) return;
      isAsking = true;
      let inside: RoomPeek = {};
      try {
        inside = await call.peek();
      } catch (error) {
        // Not known now. A server of before has no such question, and is not asked again.
        if (toCallError(error).code === 'internal') stop();
      }
      this.#tell(stop, inside);
      isAsking = false;
    };
    const ask = (): void => void look();
    const cancel = every(this.#clock, INTERVAL_MS, ask);
    // A tab that was hidden has not asked.
    document.addEventListener('visibilitychange', ask);
    const stop = (): void => {
      cancel();
      document.removeEventListener('visibilitychange', ask);
    };
    this.#stop = stop;
    ask();
  }

  /** Drops what comes late, of a room that is followed no longer. */
  #tell(stop: () => void, inside: RoomPeek): void {
    if (stop !== this.#stop || JSON.stringify(inside) === JSON.stringify(this.#inside)) return;
    this.#inside = inside;
    this.#redraw();
  }
}
