import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Server } from 'socket.io';
import { baseUrl, withoutBrackets } from './access/addresses.js';
import { joinCluster } from './cluster/join-cluster.js';
import { siteFolder, storybookFolder } from './http/documentation.js';
import { createHttpHandler } from './http/http-handler.js';
import { loadCertificate } from './http/https.js';
import { createLogger, type Logger } from './ops/log.js';
import { isHostKnown } from './access/origins.js';
import { breakPipelines } from './http/pipelines.js';
import { ignoreOtherUpgrades } from './http/other-upgrades.js';
import { mediaSources } from './settings/media-settings.js';
import { SettingsError, completeSettings, type Settings } from './settings/settings.js';
import { attachSignaling, type Signaling } from './signaling/signaling.js';
import { StateDir } from './state/state-dir.js';
import { kitFolder, pagesFolder } from './http/static-files.js';

/** The settings, each optional, and which files to serve beside the signaling. */
export interface ServerOptions extends Partial<Settings> {
  /** The folder of the built kit; without it, the kit is not served. */
  kitDir?: string;
  /** The folder of the demo pages; without it, there are none. */
  pagesDir?: string;
  /** The folder of the built documentation, served at `/docs/`. */
  siteDir?: string;
  /** The folder of the built Storybook, served at `/docs/storybook/`. */
  storybookDir?: string;
  /** Pino, or a logger with its methods; without it, JSON lines go to standard error. */
  logger?: Logger;
}

/** A server that listens. */
export interface NoomServer {
  /** Its base URL, with the real port. */
  readonly url: string;
  readonly httpServer: HttpServer | HttpsServer;
  readonly io: Server;
  /** See `Signaling.drainMedia`. */
  drainMedia(): void;
  /** Stops accepting, tells the rooms, and ends every connection. May be called twice. */
  close(): Promise<void>;
}

/** How long, in milliseconds, the headers and the rest of a request may take: the largest has 64 KiB. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1000 };
/** How long a connection other than a WebSocket may be idle in both directions. */
const SILENCE_MS = 30_000;

/**
 * Starts a signaling server.
 * @throws SettingsError when it cannot start with these settings, for example because the port is in use.
 */
export async function createServer({
  kitDir,
  pagesDir,
  siteDir,
  storybookDir,
  logger: ownLogger,
  ...given
}: ServerOptions = {}): Promise<NoomServer> {
  const settings = completeSettings(given);
  const logger = ownLogger ?? createLogger(settings.log);
  const { host, port, https, stateDir } = settings;
  const certificate = https && (await loadCertificate(https, host, new StateDir(stateDir)));
  const folders = [
    ...(pagesDir ? [pagesFolder(pagesDir, mediaSources(settings))] : []),
    ...(kitDir ? [kitFolder(kitDir)] : []),
    ...(siteDir ? [siteFolder(siteDir)] : []),
    ...(storybookDir ? [storybookFolder(storybookDir)] : []),
  ];
  const handle = createHttpHandler({
    folders,
    isHostKnown: (headers) => isHostKnown(settings, headers),
    printMetrics: () => signaling.printMetrics(),
    metricsAudience: settings.metrics,
    unreadyReason: () => signaling.unreadyReason,
    mediaServer: () => signaling.mediaServer,
    logger,
  });
  const httpServer = certificate
    ? createHttpsServer({ ...PATIENCE, ...certificate, handshakeTimeout: PATIENCE.headersTimeout }, handle)
    : createHttpServer(PATIENCE, handle);
  // Not of WebSockets: a poll is answered within ten seconds.
  httpServer.setTimeout(SILENCE_MS);
  const sockets = new Set<Socket>();
  httpServer.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const cluster = settings.redisUrl === null ? null : await joinCluster(settings.redisUrl, settings);
  const signaling = attachSignaling(httpServer, settings, { ownsUpgrades: true, logger, cluster });
  breakPipelines(httpServer);
  ignoreOtherUpgrades(httpServer);
  httpServer.listen(port, withoutBrackets(host));
  await once(httpServer, 'listening').catch(async (error: unknown) => {
    // A program may try another port: nothing of this attempt goes on, and no other process counts with it.
    await signaling.close();
    throw listenProblem(error, settings);
  });
  let closed: Promise<void> | undefined;
  const url = baseUrl(certificate ? 'https' : 'http', host, httpServer.address() as AddressInfo);
  return {
    url,
    httpServer,
    io: signaling.io,
    drainMedia: () => {
      signaling.drainMedia();
    },
    close: () => (closed ??= close(httpServer, signaling, sockets)),
  };
}

async function close(
  httpServer: HttpServer | HttpsServer,
  signaling: Signaling,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  // First, because a polling client needs a connection to get the news; new ones are refused meanwhile.
  await signaling.close();
  const closed = once(httpServer, 'close');
  httpServer.close();
  // `closeAllConnections` leaves WebSockets out, and would wait for a client that does not respond.
  for (const socket of sockets) socket.destroy();
  await closed;
}

function listenProblem(error: unknown, { host, port }: Settings): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const problems = new Map<unknown, string>([
    [
      'EADDRINUSE',
      `PORT: ${String(port)} on ${host} is in use. Stop what uses it, or choose another port: PORT=${String(port + 1)}.`,
    ],
    ['EACCES', `PORT: this user may not listen on ${String(port)}. Choose a port above 1023.`],
    ['EADDRNOTAVAIL', `HOST: ${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of them.`],
    ['ENOTFOUND', `HOST: ${host} cannot be resolved. Use 127.0.0.1, or 0.0.0.0 for all of them.`],
  ]);
  const other = `HOST: ${host} cannot be listened on (${error.message}). Use 127.0.0.1, or 0.0.0.0 for all of them.`;
  return new SettingsError([problems.get(error.code) ?? other]);
}
