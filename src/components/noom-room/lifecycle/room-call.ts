import type { CallController } from '../../../core/index.js';

/** A tag that a framework removes only to render its page again is inserted again within this time. */
const RETURN_MS = 100;

/** What a room's call needs of its tag. */
export interface RoomCallSurroundings {
  /** Creates a call. */
  create(): CallController;
  /** The tag was removed permanently: if inserted later, it starts again. */
  handleGone(): void;
  /** Releases the call: nothing of it is dispatched, shown or played here any more. */
  release(): void;
}

/**
 * The call of a room: one that the room made, or one that the page set. When the tag is removed, or gets another call,
 * the room leaves a call that it made or prepared (its camera would stay open, invisibly); any other call that the page
 * set lives on.
 */
export class RoomCall {
  readonly #room: RoomCallSurroundings;
  #value: CallController | null = null;
  #isBrought = false;
  /** Whether the page's call was idle when it was set: if it is in prejoin later, it was prepared here. */
  #wasIdle = false;
  #leaving: ReturnType<typeof setTimeout> | null = null;

  constructor(room: RoomCallSurroundings) {
    this.#room = room;
  }

  /** The call; made by the room if the page has set none. */
  get value(): CallController {
    this.#value ??= this.#room.create();
    return this.#value;
  }

  /** Sets a call of the page, or (`null`) removes it. Returns whether the room has another call now. */
  bring(call: CallController | null): boolean {
    if (call === this.#value || (call === null && !this.#isBrought)) return false;
    this.#room.release();
    void this.#leaveOwn();
    this.#value = call;
    this.#isBrought = call !== null;
    this.#wasIdle = call?.snapshot.state === 'idle';
    return true;
  }

  /** The tag is on a page. */
  handleConnected(): void {
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    this.#leaving = null;
  }

  /** The tag was removed, perhaps only to be moved. */
  handleDisconnected(): void {
    this.handleConnected();
    this.#leaving = setTimeout(() => void this.#handleGone(), RETURN_MS);
  }

  async #handleGone(): Promise<void> {
    const gone = this.#leaving;
    this.#room.handleGone();
    await this.#leaveOwn();
    // Inserted again while the call was being left: the call is still shown.
    if (gone !== this.#leaving) return;
    this.#leaving = null;
    this.#room.release();
  }

  async #leaveOwn(): Promise<void> {
    const call = this.#value;
    const isReadiedHere = this.#wasIdle && call?.snapshot.state === 'prejoin';
    if (!this.#isBrought || isReadiedHere) await call?.leave();
  }
}
