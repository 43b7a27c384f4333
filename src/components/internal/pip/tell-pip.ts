import { NoomEvent } from '../../../core/index.js';
import type { Pip, RoomHost } from '../link/room-context.js';

/** A call is in picture-in-picture now, or (`null`) no longer. */
export function tellPip(room: RoomHost, pip: Pip | null): void {
  room.pip = pip;
  room.dispatchEvent(new NoomEvent('noom-pip-changed', { on: pip !== null, window: pip?.window ?? null }));
}
