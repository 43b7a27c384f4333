import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Http2SecureServer } from 'node:http2';
import type { Server as HttpsServer } from 'node:https';
import { Server } from 'socket.io';
import { WIRE_LIMITS } from '../src/core/signaling/protocol.js';
import { clientAddress } from './addresses.js';
import { systemClock, type Clock } from './clock.js';
import { Door } from './door.js';
import { RateLimiter } from './limits.js';
import { createLog } from './log.js';
import { Metrics } from './metrics.js';
import { isOriginAllowed } from './origins.js';
import { Refusal } from './refusal.js';
import { ResumeTickets } from './resume-tickets.js';
import { Rooms } from './rooms.js';
import { serveSocket, type SignalingParts } from './serve-socket.js';
import { completeSettings, type Settings } from './settings.js';
import { StateDir } from './state-dir.js';
import { verifyToken } from './tokens.js';

/** Signaling bound to an HTTP server. */
export interface Signaling {
  readonly io: Server;
  /** What `/metrics` answers. */
  printMetrics(): string;
  /** Tells everybody that the server stops and ends their connections; the HTTP server goes on. May be called twice. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const WARNINGS_PER_MINUTE = 10;
/** Stopping takes 5 s at most, all in all. */
const FAREWELL_MS = 1000;

/**
 * Binds the signaling to an HTTP server that may serve other things beside it.
 * @throws SettingsError when the settings do not hang together, or `stateDir` cannot be used.
 */
export function attachSignaling(
  httpServer: HttpServer | HttpsServer | Http2SecureServer,
  given: Partial<Settings> = {},
  { ownsUpgrades = false, clock = systemClock }: { ownsUpgrades?: boolean; clock?: Clock } = {},
): Signaling {
  const settings = completeSettings(given);
  const parts = createParts(settings, clock);
  const { rooms, metrics, log } = parts;
  const socketLimit = new RateLimiter({ count: settings.socketsPerMinute, perMs: MINUTE_MS }, () => clock.now());
  let closed: Promise<void> | undefined;

  // Whoever forgot an origin has to find out why; whoever knocks all day has not to fill the log.
  const warnLimit = new RateLimiter({ count: WARNINGS_PER_MINUTE, perMs: MINUTE_MS }, () => clock.now());

  const refusalOf = (request: IncomingMessage): Refusal | null => {
    if (closed) return new Refusal('not-allowed', 'The server is stopping.');
    if (!isOriginAllowed(settings, request.headers)) {
      return new Refusal('not-allowed', 'Pages of this origin may not connect; see NOOM_ORIGINS.');
    }
    const address = clientAddress(request, settings.trustProxyHops);
    // Somebody whose connection dropped has a seat to come back to, however many knock from the same address.
    if (socketLimit.take(address) || rooms.isAwaiting(address)) return null;
    return new Refusal('rate-limited', 'Too many connections from this address; wait a minute and try again.');
  };

  const io = new Server(httpServer, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: WIRE_LIMITS.payloadBytes,
    // Somebody who vanished is noticed within 20 s, by far shorter than anyone's patience with a frozen tile.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // Other upgrades, such as a development server's, are not this one's to cut off.
    destroyUpgrade: ownsUpgrades,
    allowRequest: (request, callback) => {
      const refusal = refusalOf(request);
      if (refusal) {
        metrics.countRefusal(refusal.code);
        const origin = request.headers.origin?.slice(0, 200);
        log(warnLimit.take() ? 'warn' : 'debug', refusal.message, { code: refusal.code, origin });
      }
      callback(refusal?.message, refusal === null);
    },
    cors: ({ headers }, callback) => {
      callback(null, { origin: isOriginAllowed(settings, headers) ? (headers.origin ?? false) : false });
    },
  });
  io.on('connection', (socket) => {
    serveSocket(socket, parts);
  });

  return {
    io,
    printMetrics: () =>
      metrics.print({
        rooms: rooms.roomCount,
        participants: rooms.participantCount,
        sockets: io.of('/').sockets.size,
      }),
    close: () => (closed ??= close(io, rooms, clock)),
  };
}

async function close(io: Server, rooms: Rooms, clock: Clock): Promise<void> {
  const ends = [...io.of('/').sockets.values()].map(({ conn }) => once(conn, 'close'));
  rooms.end('server-shutdown');
  io.disconnectSockets(true);
  // `engine.close()` throws away what is not sent yet; somebody who does not answer is not waited for any longer.
  await Promise.race([Promise.all(ends), new Promise<void>((resolve) => clock.after(FAREWELL_MS, resolve))]);
  io.engine.close();
}

function createParts(settings: Settings, clock: Clock): SignalingParts {
  const now = (): number => clock.now();
  const { secret } = settings;
  const rooms = new Rooms({ ...settings, clock, createId: randomUUID, hasOpenRoles: secret === null });
  const metrics = new Metrics();
  const door = new Door({
    rooms,
    tickets: new ResumeTickets(secret, new StateDir(settings.stateDir), now),
    verifyToken: secret === null ? null : (token, room) => verifyToken(token, room, { secret, now: now() }),
    joinLimit: new RateLimiter({ count: settings.joinsPerMinute, perMs: MINUTE_MS }, now),
    ice: settings,
    metrics,
    clock,
  });
  return { settings, rooms, door, metrics, clock, log: createLog(settings.log) };
}
