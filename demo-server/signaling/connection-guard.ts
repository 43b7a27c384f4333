import type { Clock } from '../ops/clock.js';
import type { Logger } from '../ops/log.js';
import { Outbox, type Connection } from './outbox.js';

type Transport = Connection['transport'];

/** Twice as much as is ever replayed to a seat that is taken back. In UTF-16 code units, like all that waits. */
const MAX_WAITING = 1024 * 1024;
/** What may wait in the whole process; beyond it each connection may have only a small share waiting. */
const MAX_WAITING_IN_ALL = 64 * 1024 * 1024;
const SHARE = 64 * 1024;
const LOOK_MS = 5000;
/** 20 s, as long as the heartbeat takes to notice a vanished client; this one answers pings and reads nothing. */
const MAX_STALLED_LOOKS = 4;
/** Between two checks. The handshake of a client takes three, its heartbeat one in ten seconds. */
const MAX_BARE_PACKETS = 50;
/** How long a client may take to read what was sent before its connection was closed. */
const LINGER_MS = 5000;

/** What a guard needs. */
export interface ConnectionGuardOptions {
  clock: Clock;
  logger: Logger;
  /** Whether all connections of the Socket.IO server are the signaling's; else they also carry other traffic. */
  ownsServer: boolean;
}

/**
 * Breaks connections that overload the server: those that do not read what they are sent, and those that send what no
 * request limit counts. A seat is kept, as after any lost connection.
 */
export class ConnectionGuard {
  readonly #options: ConnectionGuardOptions;
  readonly #watched = new Map<Connection, Watched>();
  #waiting = 0;
  #cancelLook: () => void = () => undefined;

  constructor(options: ConnectionGuardOptions) {
    this.#options = options;
    this.#lookLater();
  }

  /** Watches a connection until it ends; a second call does nothing. */
  watch(connection: Connection): void {
    if (this.#watched.has(connection)) return;
    const isMeant = this.#options.ownsServer ? () => true : isOfMainNamespace;
    const outbox = new Outbox(connection, isMeant, (by) => {
      this.#waiting += by;
      if (by > 0 && outbox.units > this.#mostWaiting) this.#break(connection, 'it does not read');
    });
    const watched: Watched = { outbox, transports: new Set([connection.transport]), barePackets: 0, isBroken: false };
    this.#watched.set(connection, watched);
    this.#countBarePackets(connection, watched);
    connection.once('close', () => {
      this.#watched.delete(connection);
      outbox.close();
      this.#options.clock.after(LINGER_MS, () => {
        terminate(watched.transports);
      });
    });
  }

  /** Stops watching. */
  close(): void {
    this.#cancelLook();
    this.#watched.clear();
  }

  get #mostWaiting(): number {
    return this.#waiting > MAX_WAITING_IN_ALL ? SHARE : MAX_WAITING;
  }

  /**
   * Counts packets that are no requests: handshakes, heartbeats, acks, bytes, and a WebSocket's own pings and pongs.
   */
  #countBarePackets(connection: Connection, watched: Watched): void {
    const isMeant = this.#options.ownsServer ? () => true : isOfMainNamespace;
    const handleBare = (): void => {
      watched.barePackets += 1;
      if (watched.barePackets > MAX_BARE_PACKETS) this.#break(connection, 'it sends what is no request');
    };
    countFrames(connection.transport, handleBare);
    connection.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      if (type !== 'message' || (isMeant(data) && !isRequest(data))) handleBare();
    });
    // Emitted at each of its probes, until it replaces long polling.
    connection.on('upgrading', (transport: Transport) => {
      if (!watched.transports.has(transport)) countFrames(transport, handleBare);
      watched.transports.add(transport);
      handleBare();
    });
  }

  #break(connection: Connection, why: string): void {
    const watched = this.#watched.get(connection);
    if (!watched || watched.isBroken) return;
    watched.isBroken = true;
    this.#options.logger.debug({ why }, 'connection broken');
    // Not within Engine.IO's handling of a packet: ended during a probe, it would leave a timer behind.
    queueMicrotask(() => {
      connection.close(true);
      // Not closed with a message: the client would not read it, behind everything else that waits.
      terminate(watched.transports);
    });
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.clock.after(LOOK_MS, () => {
      for (const [connection, watched] of [...this.#watched]) {
        watched.barePackets = 0;
        if (watched.outbox.look() >= MAX_STALLED_LOOKS) this.#break(connection, 'it has stopped reading');
      }
      this.#lookLater();
    });
  }
}

interface Watched {
  readonly outbox: Outbox;
  /** The one in use, those before it, and those that try to replace it. */
  readonly transports: Set<Transport>;
  barePackets: number;
  isBroken: boolean;
}

/** The WebSocket under a transport, which is private to Engine.IO. */
interface RawWebSocket {
  terminate(): void;
  on(event: 'ping' | 'pong', listener: () => void): void;
}

function terminate(transports: ReadonlySet<Transport>): void {
  for (const transport of transports) webSocketOf(transport)?.terminate();
}

/** Counts a WebSocket's own pings and pongs; the server sends no ping, so that every pong is unasked for. */
function countFrames(transport: Transport, handleBare: () => void): void {
  for (const event of ['ping', 'pong'] as const) webSocketOf(transport)?.on(event, handleBare);
}

function webSocketOf(transport: Transport): RawWebSocket | undefined {
  return (transport as { socket?: RawWebSocket }).socket;
}

/** Whether a packet is an event of the namespace `/`, which the limits of requests count. */
function isRequest(data: unknown): boolean {
  return typeof data === 'string' && data.startsWith('2') && data[1] !== '/';
}

function isOfMainNamespace(data: unknown): boolean {
  return data === undefined || (typeof data === 'string' && data[1] !== '/');
}
