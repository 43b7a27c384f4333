import { systemClock, type Clock } from '../clock.js';
import type { CallErrorCode } from '../errors.js';
import { Refusal } from './memory-requests.js';
import { MemoryRooms } from './memory-rooms.js';
import { MemoryTransport, type MemoryConnection, type MemoryServer } from './memory-transport.js';
import type { RequestName, WireIceServers } from './protocol.js';
import type { SignalingTransport } from './signaling-transport.js';

/** What a server in memory is made with. */
export interface MemorySignalingOptions {
  clock?: Clock;
  /** How long a seat whose connection is lost is kept; 30,000 as on the real server. */
  graceMs?: number;
  maxParticipants?: number;
  /** Whether rooms begin with a lobby, in which everybody waits but whoever begins the room. */
  lobby?: boolean;
  /** None by default: nothing in memory needs any. */
  iceServers?: WireIceServers;
}

/**
 * A signaling server that lives in the same page, for tests and stories: the same protocol, the same refusals, no
 * network, and faults at will.
 */
export class MemorySignaling implements MemoryServer {
  readonly clock: Clock;
  readonly #rooms: MemoryRooms;
  readonly #transports = new Set<MemoryTransport>();
  readonly #dropped = new Map<string, MemoryTransport>();
  #refusal: { code: CallErrorCode; name: RequestName | undefined } | null = null;
  #isReachable = true;

  constructor(options: MemorySignalingOptions = {}) {
    this.clock = options.clock ?? systemClock;
    this.#rooms = new MemoryRooms({
      clock: this.clock,
      graceMs: options.graceMs ?? 30_000,
      maxParticipants: options.maxParticipants ?? 12,
      lobby: options.lobby ?? false,
      iceServers: options.iceServers ?? [],
    });
  }

  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** A new way to this server, not open yet: the `createTransport` of a call's seams. */
  createTransport(): SignalingTransport {
    const transport = new MemoryTransport(this);
    this.#transports.add(transport);
    return transport;
  }

  /** Breaks one participant's connection until `restore()`: their seat is kept for the grace time and nobody is told. */
  drop(participantId: string): void {
    const transport = this.#rooms.connectionOf(participantId)?.transport;
    if (!transport) throw new Error(`Nobody is connected as ${participantId}.`);
    this.#dropped.set(participantId, transport);
    transport.drop();
  }

  /** Lets a dropped participant's connection come back. */
  restore(participantId: string): void {
    this.#dropped.get(participantId)?.restore();
    this.#dropped.delete(participantId);
  }

  /** The server stops and starts anew: every connection breaks and comes back, and nobody is remembered. */
  restart(): void {
    this.#rooms.clear();
    for (const transport of this.#transports) transport.disconnect();
    for (const transport of this.#transports) transport.reconnect();
  }

  /** Breaks every connection, and lets nobody connect until called with `false`. */
  unreachable(isUnreachable = true): void {
    this.#isReachable = !isUnreachable;
    for (const transport of this.#transports) {
      if (isUnreachable) transport.disconnect();
      else transport.reconnect();
    }
  }

  /** Refuses the next request, or the next one of that name, with this code. */
  refuseNext(code: CallErrorCode, name?: RequestName): void {
    this.#refusal = { code, name };
  }

  /** Ends everything: connections, seats and their timers. May be called twice. */
  close(): void {
    this.unreachable();
    for (const transport of this.#transports) transport.close();
    this.#rooms.clear();
    this.#transports.clear();
    this.#dropped.clear();
  }

  handleRequest(connection: MemoryConnection, name: string, payload: unknown, reply: (ack: object) => void): void {
    try {
      this.#refuseIfTold(name);
      this.#rooms.handleRequest(connection, name, payload, (body) => {
        reply({ ok: true, ...body });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply({ ok: false, error: { code: error.code, message: error.message } });
    }
  }

  handleLost(connection: MemoryConnection): void {
    this.#rooms.handleLost(connection);
  }

  #refuseIfTold(name: string): void {
    const refusal = this.#refusal;
    if (!refusal || (refusal.name ?? name) !== name) return;
    this.#refusal = null;
    throw new Refusal(refusal.code, 'The next request was to be refused.');
  }
}
