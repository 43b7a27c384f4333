import { NoomEvent } from '../../../core/index.js';
import type { RoomHost } from '../../internal/link/room-context.js';

/** A call is in picture-in-picture now, or no longer; `window` is that of its stage, if any. */
export function tellPip(room: RoomHost, on: boolean, window: Window | null): void {
  room.isPip = on;
  room.dispatchEvent(new NoomEvent('noom-pip-changed', { on, window }));
}
