import type { Clock } from '../core/clock.js';
import { AdmissionDesk, type Visitor } from './admission.js';
import type { RoomServerPorts } from './ports.js';
import { RoomRequests, type RequestHandler } from './request-handler.js';
import { Rooms, type RoomLimits } from './rooms.js';
import { Seating } from './seating.js';
import { Timers } from './timers.js';

/** What a room server goes by. */
export interface RoomServerOptions extends RoomLimits {
  clock: Clock;
  ports: RoomServerPorts;
}

/** Rooms, their people, and what those may ask: a signaling server without a network. */
export class RoomServer {
  readonly rooms: Rooms;
  readonly seating: Seating;
  readonly #timers: Timers;
  readonly #admissions: AdmissionDesk;

  constructor({ clock, ports, ...limits }: RoomServerOptions) {
    this.#timers = new Timers(clock);
    const common = { ...limits, clock: this.#timers, hasOpenRoles: ports.verifyToken === null };
    this.rooms = new Rooms({ ...common, records: ports.records });
    this.seating = new Seating({ ...common, rooms: this.rooms, createId: ports.createId });
    this.#admissions = new AdmissionDesk({ ...this.#parts, ports });
  }

  /** What answers the requests of one connection. */
  createHandler(visitor: Visitor): RequestHandler {
    return new RoomRequests(visitor, { ...this.#parts, admissions: this.#admissions });
  }

  /** Lets go of everything, telling nobody. */
  close(): void {
    this.#timers.end();
  }

  get #parts(): { rooms: Rooms; seating: Seating; clock: Clock } {
    return { rooms: this.rooms, seating: this.seating, clock: this.#timers };
  }
}
