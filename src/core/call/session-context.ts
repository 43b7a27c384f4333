import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { LeaveReason, WireIceServers } from '../../protocol/protocol.js';
import type { JoinRequest } from '../signaling/room-seat.js';
import type { RulingSurroundings } from './rulings.js';

/** What a session needs of the call around it. */
export interface SessionSurroundings extends RulingSurroundings {
  /** The session is over; `error` says why when nobody wanted it. */
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
  /** @throws CallError when `signal` ends it. */
  getRequest(signal: AbortSignal): Promise<JoinRequest>;
  /** The servers the page wants in place of those the signaling server names. */
  getIceServers(): WireIceServers | null;
  /** What the signaling server named the last time; `null` when that is not known. */
  recallIceServers(): WireIceServers | null;
  rememberIceServers(iceServers: WireIceServers): void;
  getOwnLevel(): number;
  createId(): string;
  clock: Clock;
  logger: Logger;
}
