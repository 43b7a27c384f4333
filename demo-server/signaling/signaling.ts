import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { Http2SecureServer } from 'node:http2';
import type { Server as HttpsServer } from 'node:https';
import { Server } from 'socket.io';
import { WIRE_LIMITS } from '../../src/protocol/protocol.js';
import {
  Refusal,
  RoomServer,
  type CreateHandler,
  type MediaEngine,
  type Rooms,
  type VerifyToken,
} from '../../src/room-server/index.js';
import { isOwnAddress } from '../access/addresses.js';
import { systemClock, type Clock } from '../ops/clock.js';
import type { Vet } from '../cluster/carrier.js';
import type { Cluster } from '../cluster/cluster.js';
import { ConnectionGuard } from './connection-guard.js';
import type { Connection } from './outbox.js';
import { Gate } from './gate.js';
import { IceDesk } from '../ports/ice-desk.js';
import { KeptRecords } from '../state/kept-records.js';
import { createLimits } from '../ports/limits.js';
import { createLogger, type Logger } from '../ops/log.js';
import { Metrics } from '../ops/metrics.js';
import { isOriginAllowed } from '../access/origins.js';
import { RecordFiles } from '../state/record-files.js';
import { ResumeTickets, derivedTicketKey, keptTicketKey } from '../ports/resume-tickets.js';
import { COMMON_HEADERS } from '../http/security-headers.js';
import { serveSocket } from './serve-socket.js';
import type { SignalingParts } from './signaling-parts.js';
import { SettingsError, completeSettings, type Settings } from '../settings/settings.js';
import { StateDir } from '../state/state-dir.js';
import { verifyToken } from '../ports/tokens.js';

/** Signaling bound to a server. */
export interface Signaling {
  readonly io: Server;
  /** Why no new visitors should be sent here, for `/readyz`; `null` when the server is ready. */
  readonly unreadyReason: string | null;
  /** What `/metrics` answers. */
  printMetrics(): Promise<string>;
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
  /** The media server of large rooms; without one, all rooms stay a mesh. */
  engine?: MediaEngine | null;
  /** The processes that share their rooms, by `joinCluster`; it is left when signaling closes. */
  cluster?: Cluster | null;
}

/** The longest time from opening a connection to entering the namespace. */
const CONNECT_MS = 20_000;
/** Stopping takes 5 s at most, all in all. */
const DISCONNECT_MS = 1000;
/** How often a server forgets what was kept and can no longer be asked for. */
const FORGET_MS = 30_000;

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
    printMetrics: () => metrics.print(),
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

function createParts(
  settings: Settings,
  { logger, clock, cluster, engine }: Required<Pick<SignalingOptions, 'logger' | 'clock' | 'cluster' | 'engine'>>,
  ownsServer: boolean,
): SignalingParts {
  const now = (): number => clock.now();
  const { secret } = settings;
  const metrics = new Metrics();
  const limits = createLimits(settings, cluster?.createLimiter);
  const verify: VerifyToken | null =
    secret === null ? null : (token, room) => verifyToken(token, room, { secret, now: now() });
  const tickets = new ResumeTickets(ticketKey(settings, cluster), now);
  const records =
    cluster?.records ?? new KeptRecords({ ...settings, files: new RecordFiles(settings.stateDir), clock, logger });
  const server = new RoomServer({
    ...settings,
    addressShare: settings.addressSharePercent / 100,
    clock,
    ports: {
      verifyToken: verify,
      tickets,
      joinLimit: limits.joins,
      ice: new IceDesk(settings, clock),
      tally: metrics,
      records,
      createId: () => randomUUID(),
      createLife: () => randomUUID(),
      engine,
      isShared: isOwnAddress,
    },
  });
  const { rooms, seating } = server;
  const createLocal: CreateHandler = (visitor) => server.createHandler(visitor);
  const vet: Vet = async (room, join, address) => {
    const { token, resume } = join as { token?: unknown; resume?: unknown };
    if (!(await limits.claims.consume(address))) {
      throw new Refusal('rate-limited', 'Too many joins from this address; wait a minute and try again.');
    }
    if (!verify || (typeof resume === 'string' && tickets.read(resume, room) !== null)) return;
    await verify(typeof token === 'string' ? token : undefined, room);
  };
  const createHandler = cluster
    ? cluster.serve({ rooms, seating, createLocal, vet, maxRooms: settings.maxRooms, clock, logger })
    : createLocal;
  const seatsAwaitedAt = async (address: string): Promise<readonly string[]> => {
    const elsewhere = (await cluster?.seatsAwaitedAt(address)) ?? [];
    return [...new Set([...seating.awaitedAt(address), ...elsewhere])];
  };
  const readTicket: SignalingParts['readTicket'] = (resume, room) => tickets.read(resume, room)?.id ?? null;
  const guard = new ConnectionGuard({ clock, logger, ownsServer });
  let cancelForgetting: () => void;
  const forgetNowAndThen = (): void => {
    cancelForgetting = clock.after(FORGET_MS, () => {
      server.forgetOld();
      forgetNowAndThen();
    });
  };
  forgetNowAndThen();
  const release = (): void => {
    cancelForgetting();
    server.close();
    records.close();
  };
  return { settings, rooms, createHandler, seatsAwaitedAt, readTicket, limits, guard, metrics, clock, logger, release };
}

/** The key that tickets are signed with: the same for every process of a server, and before and after a restart. */
function ticketKey({ secret, stateDir }: Settings, cluster: Cluster | null): Buffer {
  if (secret !== null) return derivedTicketKey(secret);
  return cluster ? cluster.ticketKey : keptTicketKey(new StateDir(stateDir));
}
