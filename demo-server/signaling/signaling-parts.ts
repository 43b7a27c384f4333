import type { CreateHandler, MediaEngine, Rooms } from '../../src/room-server/index.js';
import type { Clock } from '../ops/clock.js';
import type { Logger } from '../ops/log.js';
import type { Metrics } from '../ops/metrics.js';
import type { Limits } from '../ports/limits.js';
import type { Settings } from '../settings/settings.js';
import type { ConnectionGuard } from './connection-guard.js';

/** The parts of one server's signaling. */
export interface SignalingParts {
  settings: Settings;
  rooms: Rooms;
  /** Makes the handler of one connection's requests. */
  createHandler: CreateHandler;
  /** The ids of the seats that are kept for participants of an address. */
  seatsAwaitedAt(address: string): Promise<readonly string[]>;
  /** The id of the seat that a ticket, or a nonce, is for; `null` without either, or with a ticket of another server. */
  seatIdOf(room: string, resume: string | undefined, nonce: string | undefined): string | null;
  limits: Limits;
  guard: ConnectionGuard;
  metrics: Metrics;
  /** The media server; `null` without one. */
  engine: MediaEngine | null;
  /** See `Signaling.drainMedia`. */
  drainMedia(): void;
  clock: Clock;
  logger: Logger;
  /** Releases the rooms and their timers. */
  release(): void;
}
