import type { CallController } from '../../../core/index.js';

/** A tag that a framework takes off only to draw its page anew is put back within this time. */
const RETURN_MS = 100;

/** What a room's call needs of its tag. */
export interface RoomCallSurroundings {
  /** A call of the room's own. */
  create(): CallController;
  /** The tag does not come back: the next time it begins anew. */
  handleGone(): void;
  /** Lets go of the call: nothing of it is told, shown or heard here any more. */
  release(): void;
}

/**
 * Which call a room has: one of its own, or one that the page brought. Off the page, or given another call, the room leaves what it
 * made itself, and what it readied (a camera that is open, for nobody to see); a call that was brought lives on.
 */
export class RoomCall {
  readonly #room: RoomCallSurroundings;
  #value: CallController | null = null;
  #isBrought = false;
  /** Nobody had readied the call that was brought: whatever was since, was here. */
  #wasIdle = false;
  #leaving: ReturnType<typeof setTimeout> | null = null;

  constructor(room: RoomCallSurroundings) {
    this.#room = room;
  }

  /** The call; one of the room's own when none was brought. */
  get value(): CallController {
    this.#value ??= this.#room.create();
    return this.#value;
  }

  /** Takes a call of the page's, or (`null`) gives it back. Returns whether the room has another one now. */
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

  /** The tag was taken off its page, perhaps only to be put elsewhere. */
  handleDisconnected(): void {
    this.handleConnected();
    this.#leaving = setTimeout(() => void this.#handleGone(), RETURN_MS);
  }

  async #handleGone(): Promise<void> {
    const gone = this.#leaving;
    this.#room.handleGone();
    await this.#leaveOwn();
    // Put back while the call was being left, it is shown there.
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
