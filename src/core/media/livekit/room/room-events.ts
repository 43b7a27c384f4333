import type { Room, RoomEventCallbacks } from '../library/load-livekit.js';

type Emitter = Record<'on' | 'off', (type: string, handler: (...values: never[]) => void) => void>;

/** Adds a table of listeners to a room until `signal` is aborted. */
export function listenToRoom(room: Room, handlers: Partial<RoomEventCallbacks>, signal: AbortSignal): void {
  const emitter = room as unknown as Emitter;
  for (const [type, handler] of Object.entries(handlers)) {
    emitter.on(type, handler);
    signal.addEventListener(
      'abort',
      () => {
        emitter.off(type, handler);
      },
      { once: true },
    );
  }
}
