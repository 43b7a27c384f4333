import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '../ops/log.js';
import { mayReadMetrics, type MetricsAudience } from '../access/metrics-audience.js';
import type { OriginHeaders } from '../access/origins.js';
import { COMMON_HEADERS, WORD_HEADERS } from './security-headers.js';
import { serveFile, type StaticFolder } from './static-files.js';

/** What the handler of plain HTTP requests needs. */
export interface HttpHandlerOptions {
  folders: readonly StaticFolder[];
  /** Whether a request was sent to a name of this server. */
  isHostKnown: (headers: OriginHeaders) => boolean;
  printMetrics: () => Promise<string>;
  metricsAudience: MetricsAudience;
  /** Why no new visitors should be sent here; `null` when the server is ready. */
  unreadyReason: () => string | null;
  /** Whether the media server works; `null` without one. */
  mediaServer: () => 'up' | 'down' | null;
  logger: Logger;
}

/** Answers every request that is not signaling: health, metrics, files. */
export function createHttpHandler(options: HttpHandlerOptions): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    answer(request, response, options).catch((error: unknown) => {
      // Usually the browser disconnected in the middle of a file.
      options.logger.debug({ error: error instanceof Error ? error.message : 'unknown' }, 'request broken off');
      if (response.headersSent) response.destroy();
      else send(response, 500, 'text/plain', 'The server failed.\n');
    });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpHandlerOptions): Promise<void> {
  const path = pathOf(request.url ?? '/');
  if (!options.isHostKnown(request.headers)) {
    send(response, 421, 'text/plain', 'This server is not called by that name; see NOOM_ORIGINS.\n');
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    send(response, 405, 'text/plain', 'Only GET and HEAD are answered here.\n');
  } else if (path === null) {
    send(response, 400, 'text/plain', 'The address cannot be read.\n');
  } else if (path === '/healthz') {
    const mediaServer = options.mediaServer();
    const health = { status: 'ok', ...(mediaServer !== null && { mediaServer }) };
    send(response, 200, 'application/json', JSON.stringify(health));
  } else if (path === '/readyz') {
    const reason = options.unreadyReason();
    send(response, reason === null ? 200 : 503, 'application/json', JSON.stringify({ status: reason ?? 'ready' }));
  } else if (path === '/metrics' && options.metricsAudience !== 'off') {
    if (!mayReadMetrics(options.metricsAudience, request)) {
      send(response, 403, 'text/plain', 'Metrics are for this machine alone; see NOOM_METRICS.\n');
    } else {
      send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await options.printMetrics());
    }
  } else if (!(await serveFile(options.folders, path, request, response))) {
    send(response, 404, 'text/plain', 'There is nothing here.\n');
  }
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(/^[^?#]*/.exec(url)?.[0] ?? '/');
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    ...WORD_HEADERS,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
