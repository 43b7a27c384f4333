import type { ReactiveControllerHost } from 'lit';
import type { CallError, CallSnapshot } from '../../../core/index.js';
import type { RoomHost, RoomFacts, RoomLink } from '../../internal/link/room-link.js';

/** What the built-in UI draws from. */
export interface RoomDrawing {
  readonly host: RoomHost & ReactiveControllerHost;
  readonly link: RoomLink<RoomFacts>;
  readonly snapshot: CallSnapshot;
  readonly isPlaybackBlocked: boolean;
  /** A failure that the call survives, until it is dismissed. */
  readonly notice: CallError | null;
  readonly tapToHear: () => void;
  readonly dismiss: () => void;
}
