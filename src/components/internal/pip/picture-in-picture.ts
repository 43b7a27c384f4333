import { CallError } from '../../../core/index.js';
import { tellPip } from './tell-pip.js';
import type { Pip, RoomHost } from '../link/room-context.js';
import { documentPipOf } from './pip-support.js';
import { openPipVideo } from './pip-video.js';
import { openPipWindow } from './pip-window.js';

const owners = new WeakMap<RoomHost, RoomPip>();

/**
 * Shows a call in picture-in-picture, to be called in the task of a press, or no longer: a stage with a toolbar where
 * the browser has windows for documents, else its main video. @throws CallError `not-allowed` outside a call and where
 * the browser refuses, `unsupported` where it has neither.
 */
export function setPip(room: RoomHost, on: boolean): Promise<void> {
  const owner = owners.get(room) ?? new RoomPip(room);
  owners.set(room, owner);
  return owner.set(on);
}

/** Whether a room has its stage in a window of its own. */
export function isAway(room: RoomHost | null): boolean {
  return !!room?.pip?.window;
}

/** Opens and closes the picture-in-picture of one room: of wishes that overlap, the newest one wins. */
class RoomPip {
  readonly #room: RoomHost;
  #opening: Promise<void> | null = null;
  #isWanted = false;
  #over = new AbortController();

  constructor(room: RoomHost) {
    this.#room = room;
  }

  async set(on: boolean): Promise<void> {
    this.#isWanted = on;
    if (!on) this.#close();
    else if (this.#room.pip === null) await (this.#opening ??= this.#open());
  }

  async #open(): Promise<void> {
    try {
      const room = this.#room;
      if (!isInCall(room)) throw new CallError('not-allowed');
      // Nothing is awaited before the browser is asked: it allows this only in the task of a press.
      const windows = documentPipOf(room.ownerDocument);
      const pip = await (windows ? openPipWindow(room, windows, this.#handleEnd) : openPipVideo(room, this.#handleEnd));
      // Taken back, or the call has ended, while the browser opened it.
      if (!this.#isWanted || !isInCall(room)) pip.close();
      else this.#begin(pip);
    } finally {
      this.#opening = null;
    }
  }

  #begin(pip: Pip): void {
    const room = this.#room;
    this.#over = new AbortController();
    const { signal } = this.#over;
    room.addEventListener('noom-state-changed', this.#look, { signal });
    room.addEventListener('noom-room-changed', this.#look, { signal });
    // A page that comes back out of the cache of the browser begins without.
    room.ownerDocument.defaultView?.addEventListener('pagehide', this.#close, { signal });
    tellPip(room, pip);
  }

  readonly #close = (): void => {
    this.#room.pip?.close();
  };

  /** The call may have ended, or the room may be gone. */
  readonly #look = (): void => {
    if (!isInCall(this.#room)) this.#close();
    // In a microtask: a room that is moved is removed and inserted in one task.
    queueMicrotask(() => {
      if (!this.#room.isConnected) this.#close();
    });
  };

  readonly #handleEnd = (): void => {
    this.#over.abort();
    if (this.#room.pip !== null) tellPip(this.#room, null);
  };
}

function isInCall({ snapshot: { state } }: RoomHost): boolean {
  return state === 'joined' || state === 'reconnecting';
}
