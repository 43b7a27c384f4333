import { CallError } from '../../../core/index.js';
import { tellPip } from '../../noom-room/mirror/tell-pip.js';
import type { RoomHost } from '../link/room-context.js';
import { documentPipOf } from './pip-support.js';
import type { Pip } from './pip-room.js';
import { openPipVideo } from './pip-video.js';
import { openPipWindow } from './pip-window.js';

const owners = new WeakMap<RoomHost, RoomPip>();

/**
 * Shows a call in picture-in-picture, to be called in the task of a press, or no longer: its stage with a toolbar where
 * the browser has windows for documents, else its main video. @throws CallError `not-allowed` outside a call and where
 * the browser refuses, `unsupported` where it has neither.
 */
export function setPip(room: RoomHost, on: boolean): Promise<void> {
  const owner = owners.get(room) ?? new RoomPip(room);
  owners.set(room, owner);
  return owner.set(on);
}

/** Whether the stage of a room is in a window of its own. */
export function isAway(room: RoomHost | null): boolean {
  return room?.isPip === true && (owners.get(room)?.isWindow ?? false);
}

/** The picture-in-picture of one room: of wishes that overlap, the newest one wins. */
class RoomPip {
  readonly #room: RoomHost;
  #shown: Pip | null = null;
  #opening: Promise<void> | null = null;
  #isWanted = false;
  #over = new AbortController();

  constructor(room: RoomHost) {
    this.#room = room;
  }

  get isWindow(): boolean {
    return (this.#shown?.window ?? null) !== null;
  }

  async set(on: boolean): Promise<void> {
    this.#isWanted = on;
    if (!on) this.#shown?.close();
    else if (this.#shown === null) await (this.#opening ??= this.#open());
  }

  async #open(): Promise<void> {
    try {
      const room = this.#room;
      if (!isInCall(room)) throw new CallError('not-allowed');
      // Nothing is awaited before the browser is asked: it allows this only in the task of a press.
      const windows = documentPipOf(room.ownerDocument);
      const shown = await (windows
        ? openPipWindow(room, windows, this.#handleEnd)
        : openPipVideo(room, this.#handleEnd));
      this.#shown = shown;
      // Taken back, or the call has ended, while the browser opened it.
      if (!this.#isWanted || !isInCall(room)) shown.close();
      else this.#begin(shown);
    } finally {
      this.#opening = null;
    }
  }

  #begin({ window }: Pip): void {
    const room = this.#room;
    this.#over = new AbortController();
    const { signal } = this.#over;
    room.addEventListener('noom-state-changed', this.#look, { signal });
    room.addEventListener('noom-room-changed', this.#look, { signal });
    // A page that comes back out of the cache of the browser begins without.
    room.ownerDocument.defaultView?.addEventListener('pagehide', this.#close, { signal });
    tellPip(room, true, window);
  }

  readonly #close = (): void => {
    this.#shown?.close();
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
    this.#shown = null;
    this.#over.abort();
    if (this.#room.isPip) tellPip(this.#room, false, null);
  };
}

function isInCall({ snapshot: { state } }: RoomHost): boolean {
  return state === 'joined' || state === 'reconnecting';
}
