import { ServerResponse, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** How long a client may take nothing of an answer. */
const SILENCE_MS = 30_000;

/**
 * Answers requests that offer another protocol than WebSocket as if they did not: with `Upgrade: h2c`, as clients do
 * that prefer HTTP/2 (curl's `--http2`, Java's HttpClient). A server may ignore the offer (RFC 9110, section 7.8), but
 * Node emits no request where there is a listener for upgrades. Call it after every listener is added.
 */
export function ignoreOtherUpgrades(server: HttpServer | HttpsServer): void {
  const upgraders = server.listeners('upgrade') as ((request: IncomingMessage, socket: Socket, head: Buffer) => void)[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() === 'websocket') {
      for (const upgrade of upgraders) upgrade.call(server, request, socket, head);
      return;
    }
    const response = takeOver(request, socket);
    if (request.method === 'GET' || request.method === 'HEAD') {
      server.emit('request', request, response);
    } else {
      // Nobody parses its body.
      response.writeHead(400, { 'content-type': 'text/plain' }).end('Ask again without Upgrade: this is HTTP/1.1.');
    }
  });
}

/** Node has let go of the connection, which ends with the answer. */
function takeOver(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  socket.on('error', () => socket.destroy());
  socket.setTimeout(SILENCE_MS, () => socket.destroy());
  return response;
}
