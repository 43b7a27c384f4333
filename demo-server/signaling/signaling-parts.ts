import type { CreateHandler, Rooms } from '../../src/room-server/index.js';
import type { Clock } from '../ops/clock.js';
import type { Logger } from '../ops/log.js';
import type { Metrics } from '../ops/metrics.js';
import type { Limits } from '../ports/limits.js';
import type { Settings } from '../settings/settings.js';
import type { ConnectionGuard } from './connection-guard.js';

/** What the signaling of one server is made of. */
export interface SignalingParts {
  settings: Settings;
  rooms: Rooms;
  /** Makes what answers one connection's requests. */
  createHandler: CreateHandler;
  /** The ids of the seats that are kept for people of that address. */
  seatsAwaitedAt(address: string): Promise<readonly string[]>;
  /** Whose seat a ticket is for; `null` for what is no ticket of this server. */
  readTicket(resume: string | undefined, room: string): string | null;
  limits: Limits;
  guard: ConnectionGuard;
  metrics: Metrics;
  clock: Clock;
  logger: Logger;
  /** Lets go of the rooms, and of what waits in them. */
  release(): void;
}
