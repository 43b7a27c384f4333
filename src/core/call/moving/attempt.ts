import type { EventPayload, WireDirect, WireMedia } from '../../../protocol/protocol.js';
import type { Way } from './moving-context.js';
import type { ArrivalReports } from './arrival-reports.js';
import type { Stay } from './stay.js';

/** What the server says of a room's media. */
export type Prepared = Pick<EventPayload<'media:prepare'>, 'epoch' | 'plane' | 'direct' | 'isLost'>;

/** A move under way. */
export interface Attempt extends Way {
  readonly beganAt: number;
  /** The present media is lost: there is nothing to go back to. */
  readonly isLost: boolean;
  readonly direct: WireDirect | null;
  /** Those that came before the plane was made. */
  readonly published: EventPayload<'media:published'>[];
  /** Once the plane is made. */
  stay: Stay | null;
  /** The server has ended the move while the plane was being made. */
  isCommitted: boolean;
  losses: number;
  /** Tells the server what has arrived; once the plane is made. */
  arrivals: ArrivalReports | null;
}

/** A move that begins now. */
export function createAttempt({ epoch, plane, direct, isLost = false }: Prepared, beganAt: number): Attempt {
  return {
    epoch,
    topology: plane,
    direct: direct ?? null,
    isLost,
    beganAt,
    published: [],
    stay: null,
    isCommitted: false,
    losses: 0,
    arrivals: null,
  };
}

/** The media of a room of which the server says nothing. */
export const FIRST_MEDIA: WireMedia = {
  epoch: 0,
  plane: 'mesh',
  isMoving: false,
  published: [],
};
