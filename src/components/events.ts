import type { CallEventFields, EventsOf } from '../core/index.js';
import type { WishFields } from './internal/link/commands.js';

/** The facts that only a tag can tell, besides those of the call. */
export interface PageEventFields {
  /** The browser refuses sound until a user gesture. */
  'noom-playback-blocked': Record<never, never>;
  /** The call is in picture-in-picture, or no longer; `window` is that of its stage, `null` for one video alone. */
  'noom-pip-changed': { on: boolean; window: (Window & typeof globalThis) | null };
}

/** Every event the tags dispatch, by type: facts on the `<noom-room>`, wishes on the tag that asks. */
export type RoomEventMap = EventsOf<CallEventFields & PageEventFields & WishFields>;

declare global {
  interface HTMLElementEventMap extends RoomEventMap {}
}
