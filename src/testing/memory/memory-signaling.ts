import { systemClock, type Clock } from '../../core/base/clock.js';
import type { CallErrorCode } from '../../core/base/errors.js';
import type { RequestName, WireError, WireIceServers } from '../../protocol/protocol.js';
import type { SignalingTransport } from '../../core/signaling/signaling-transport.js';
import {
  Refusal,
  RequestLanes,
  RoomServer,
  type MediaEngine,
  type Outlet,
  type RequestHandler,
  type RoomLimits,
} from '../../room-server/index.js';
import { createMemoryPorts } from './memory-ports.js';
import { MemoryTransport, type MemoryConnection, type MemoryServer } from './memory-transport.js';

/** Options of a server in memory. */
export interface MemorySignalingOptions {
  clock?: Clock;
  /** How long a seat whose connection is lost is kept; 30,000 as on the real server. */
  graceMs?: number;
  maxParticipants?: number;
  /** Whether rooms begin with a lobby, in which all wait but the first participant. */
  lobby?: boolean;
  /** The media server of large rooms; without one, all rooms stay a mesh. */
  engine?: MediaEngine;
  /** Above how many participants a room moves to it; 6 as on the real server. */
  meshMax?: number;
  /** Above how many participants a mesh is hopeless; 10 as on the real server. */
  meshHard?: number;
  /** None by default: nothing in memory needs any. */
  iceServers?: WireIceServers;
}

const MAX_WAITING = 50;
const MAX_ROOMS = 10_000;

/** What the server keeps of one connection. */
interface Served {
  readonly outlet: Outlet;
  readonly handler: RequestHandler;
  readonly lanes: RequestLanes;
}

/**
 * A signaling server in the same page, for tests and stories: the room server of the real one, without a network, and
 * with faults on demand.
 */
export class MemorySignaling implements MemoryServer {
  readonly clock: Clock;
  readonly #createServer: () => RoomServer;
  readonly #transports = new Set<MemoryTransport>();
  readonly #dropped = new Map<string, MemoryConnection['transport']>();
  readonly #served = new Map<MemoryConnection, Served>();
  #server: RoomServer;
  #refusal: { code: CallErrorCode; name: RequestName | undefined } | null = null;
  #isReachable = true;

  constructor(options: MemorySignalingOptions = {}) {
    this.clock = options.clock ?? systemClock;
    const limits: RoomLimits = {
      graceMs: options.graceMs ?? 30_000,
      maxParticipants: options.maxParticipants ?? 12,
      maxWaiting: MAX_WAITING,
      maxRooms: MAX_ROOMS,
      addressShare: 1,
      lobby: options.lobby ?? false,
      ...(options.meshMax !== undefined && { meshMax: options.meshMax }),
      ...(options.meshHard !== undefined && { meshHard: options.meshHard }),
    };
    // The same ports after a restart: ids go on counting, so that no newcomer gets the id of an earlier participant.
    const ports = createMemoryPorts(options, this.clock);
    this.#createServer = () => {
      ports.records.handleRestart();
      return new RoomServer({ ...limits, clock: this.clock, ports });
    };
    this.#server = this.#createServer();
  }

  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** A new transport to this server, not open yet: the `createTransport` of a call's seams. */
  createTransport(): SignalingTransport {
    const transport = new MemoryTransport(this);
    this.#transports.add(transport);
    return transport;
  }

  /**
   * Breaks one participant's connection until `restore()`: their seat is kept for the grace time, and the others are
   * not told.
   */
  drop(participantId: string): void {
    const seat = this.#server.rooms.seatOf(participantId);
    const found = [...this.#served].find(([, { outlet }]) => seat?.isHeldBy(outlet));
    if (!found) throw new Error(`No participant is connected as ${participantId}.`);
    const [{ transport }] = found;
    this.#dropped.set(participantId, transport);
    transport.drop();
  }

  /** Lets a dropped participant's connection come back. */
  restore(participantId: string): void {
    this.#dropped.get(participantId)?.restore();
    this.#dropped.delete(participantId);
  }

  /** The server is restarted: every connection breaks and comes back, and of each room only its record is left. */
  restart(): void {
    this.#forgetConnections();
    this.#server = this.#createServer();
    for (const transport of this.#transports) transport.disconnect();
    for (const transport of this.#transports) transport.reconnect();
  }

  /** Breaks every connection, and refuses new ones until called with `false`. */
  unreachable(isUnreachable = true): void {
    this.#isReachable = !isUnreachable;
    for (const transport of this.#transports) {
      if (isUnreachable) transport.disconnect();
      else transport.reconnect();
    }
  }

  /** Refuses the next request of the person, or the next one of that name, with this code. */
  refuseNext(code: CallErrorCode, name?: RequestName): void {
    this.#refusal = { code, name };
  }

  /** Ends everything: connections, seats and their timers. May be called twice. */
  close(): void {
    for (const transport of this.#transports) transport.end();
    this.unreachable();
    this.#forgetConnections();
    this.#transports.clear();
    this.#dropped.clear();
  }

  handleRequest(connection: MemoryConnection, name: string, payload: unknown, reply: (ack: object) => void): void {
    const refusal = this.#takeRefusal(name);
    const served = this.#serve(connection);
    served.lanes.run(name, async () => {
      if (refusal) {
        reply({ ok: false, error: refusal });
        return;
      }
      try {
        await served.handler.handleRequest(name, payload, (body) => {
          reply({ ok: true, ...body });
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        reply({ ok: false, error: { code: error.code, message: error.message } });
      }
    });
  }

  handleLost(connection: MemoryConnection): void {
    const served = this.#served.get(connection);
    this.#served.delete(connection);
    if (served) served.lanes.end(() => served.handler.handleLost());
  }

  #serve(connection: MemoryConnection): Served {
    const known = this.#served.get(connection);
    if (known) return known;
    const outlet: Outlet = {
      address: 'memory',
      send: (name, payload) => connection.emit(name, payload),
      close: () => connection.end(),
      drop: () => connection.transport.disconnect(),
    };
    const handler = this.#server.createHandler({ outlet, isConnected: () => connection.isUp });
    const served: Served = { outlet, handler, lanes: new RequestLanes() };
    this.#served.set(connection, served);
    return served;
  }

  #forgetConnections(): void {
    this.#served.clear();
    this.#server.close();
  }

  #takeRefusal(name: string): WireError | null {
    const refusal = this.#refusal;
    // A prejoin looks into the room by itself.
    const isMeant = refusal?.name === undefined ? name !== 'room:peek' : refusal.name === name;
    if (!refusal || !isMeant) return null;
    this.#refusal = null;
    return { code: refusal.code, message: 'The next request was to be refused.' };
  }
}
