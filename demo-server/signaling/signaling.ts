import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { Http2SecureServer } from 'node:http2';
import type { Server as HttpsServer } from 'node:https';
import { Server } from 'socket.io';
import { WIRE_LIMITS } from '../../src/protocol/protocol.js';
import type { MediaEngine, Rooms } from '../../src/room-server/index.js';
import { systemClock, type Clock } from '../ops/clock.js';
import type { Cluster } from '../cluster/cluster.js';
import { createParts } from './create-parts.js';
import type { Connection } from './outbox.js';
import { Gate } from './gate.js';
import { createLogger, type Logger } from '../ops/log.js';
import { isOriginAllowed } from '../access/origins.js';
import { COMMON_HEADERS } from '../http/security-headers.js';
import { serveSocket } from './serve-socket.js';
import { SettingsError, completeSettings, type Settings } from '../settings/settings.js';

/** Signaling bound to a server. */
export interface Signaling {
  readonly io: Server;
  /** Why no new visitors should be sent here, for `/readyz`; `null` when the server is ready. */
  readonly unreadyReason: string | null;
  /** Whether the media server works; `null` without one. */
  readonly mediaServer: 'up' | 'down' | null;
  /** What `/metrics` answers. */
  printMetrics(): Promise<string>;
  /**
   * A node of the media server is about to be stopped, and takes no new rooms: the rooms move to new ones, which are at
   * other nodes. Does nothing without a media server.
   */
  drainMedia(): void;
  /**
   * Tells all participants that the server stops, and ends their connections; the HTTP server goes on. May be called
   * twice.
   */
  close(): Promise<void>;
}

/** Options of the signaling beside its settings. */
export interface SignalingOptions {
  /** Pino, or a logger with its methods; without it, JSON lines go to standard error. */
  logger?: Logger;
  /** Whether WebSockets for other paths are closed: only where nothing else on the HTTP server serves them. */
  ownsUpgrades?: boolean;
  clock?: Clock;
  /** A media server in place of the one that the settings name; its owner closes it. */
  engine?: MediaEngine | null;
  /** The processes that share their rooms, by `joinCluster`; it is left when signaling closes. */
  cluster?: Cluster | null;
}

/** The longest time from opening a connection to entering the namespace. */
const CONNECT_MS = 20_000;
/** Stopping takes 5 s at most, all in all. */
const DISCONNECT_MS = 1000;

/**
 * Binds the signaling to an HTTP server that may serve other things beside it, or to a Socket.IO server, of which it
 * takes the namespace `/`. The maximum message size and CORS of a given Socket.IO server are up to its owner.
 * @throws SettingsError when the settings contradict each other, or `stateDir` cannot be used.
 */
export function attachSignaling(
  target: HttpServer | HttpsServer | Http2SecureServer | Server,
  given: Partial<Settings> = {},
  { logger, ownsUpgrades = false, clock = systemClock, cluster = null, engine = null }: SignalingOptions = {},
): Signaling {
  const settings = completeSettings(given);
  if (settings.redisUrl !== null && !cluster) {
    throw new SettingsError([
      'NOOM_REDIS_URL: hand in `cluster: await joinCluster(redisUrl, settings)`, or leave it empty.',
    ]);
  }
  const isGuest = isSocketServer(target);
  const parts = createParts(
    settings,
    { logger: logger ?? createLogger(settings.log), clock, cluster, engine },
    !isGuest,
  );
  const { rooms, metrics } = parts;
  const gate = new Gate(parts);
  const io = isGuest ? guardNamespace(target, gate) : createSocketServer(target, gate, settings, ownsUpgrades);
  const serve = (socket: Parameters<typeof serveSocket>[0]): void => {
    serveSocket(socket, parts, gate);
  };
  io.on('connection', serve);
  if (!isGuest) {
    io.engine.on('connection', (connection: Connection) => {
      parts.guard.watch(connection);
    });
  }
  metrics.watch('noom_rooms', 'Open rooms.', () => rooms.roomCount);
  metrics.watch(
    'noom_participants',
    'Seats taken, including those kept for lost connections.',
    () => rooms.participantCount,
  );
  metrics.watch('noom_waiting', 'Participants who wait in lobbies.', () => rooms.waitingCount);
  if (cluster) {
    const help = 'Connections whose room is at another process.';
    metrics.watch('noom_carried', help, () => cluster.carriedCount);
  }
  metrics.watch('noom_sockets', 'Open Socket.IO connections.', () =>
    isGuest ? io.of('/').sockets.size : io.engine.clientsCount,
  );

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    gate.close();
    parts.logger.info({ rooms: rooms.roomCount, participants: rooms.participantCount }, 'stopping');
    await cluster?.leave();
    await disconnectAll(io, rooms, clock);
    parts.release();
    await cluster?.close();
    io.off('connection', serve);
    parts.guard.close();
    if (!isGuest) io.engine.close();
  };
  return {
    io,
    get unreadyReason() {
      return closed ? 'stopping' : (cluster?.unreadyReason ?? null);
    },
    get mediaServer() {
      return parts.engine && (parts.engine.isUp ? 'up' : 'down');
    },
    printMetrics: () => metrics.print(),
    drainMedia: () => {
      parts.drainMedia();
    },
    close: () => (closed ??= close()),
  };
}

/** Decided by its shape: an application may bring another copy of the library. */
function isSocketServer(target: object): target is Server {
  return 'of' in target;
}

function guardNamespace(io: Server, gate: Gate): Server {
  io.use((socket, next) => {
    gate.check(socket.request).then((refusal) => {
      if (!refusal) socket.once('disconnect', gate.handleOpened(socket.request));
      next(refusal ?? undefined);
    }, next);
  });
  return io;
}

function createSocketServer(
  httpServer: HttpServer | HttpsServer | Http2SecureServer,
  gate: Gate,
  settings: Settings,
  ownsUpgrades: boolean,
): Server {
  const io = new Server(httpServer, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: WIRE_LIMITS.payloadBytes,
    // A vanished client is noticed within 20 s, sooner than people lose patience with a frozen tile.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: CONNECT_MS,
    // Other upgrades, such as a development server's, are left alone.
    destroyUpgrade: ownsUpgrades,
    allowRequest: (request, callback) => {
      gate.check(request).then(
        (refusal) => {
          callback(refusal?.message, refusal === null);
        },
        () => {
          callback('The server failed; try again.', false);
        },
      );
    },
    cors: ({ headers }, callback) => {
      callback(null, { origin: isOriginAllowed(settings, headers) ? (headers.origin ?? false) : false });
    },
  });
  io.engine.on('connection', (connection: Connection) => {
    connection.once('close', gate.handleOpened(connection.request));
  });
  io.engine.on('headers', (headers: Record<string, string>) => {
    Object.assign(headers, COMMON_HEADERS);
  });
  return io;
}

async function disconnectAll(io: Server, rooms: Rooms, clock: Clock): Promise<void> {
  const ends = [...io.of('/').sockets.values()].map(({ conn }) => once(conn, 'close'));
  rooms.end('server-shutdown');
  io.disconnectSockets(true);
  // Closing discards what is not sent yet; a client that does not respond is not waited for any longer.
  await Promise.race([Promise.all(ends), new Promise<void>((resolve) => clock.after(DISCONNECT_MS, resolve))]);
}
