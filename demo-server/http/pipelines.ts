import type { RequestListener, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Requests of one connection that wait for their answers. Browsers and proxies send one at a time. */
const MAX_WAITING = 8;

/**
 * Breaks connections on which requests come faster than their answers go: one chunk of 64 KiB has more than a thousand
 * requests, which Node emits at once, even when the client reads nothing. Call it after every request listener is
 * added.
 */
export function breakPipelines(server: HttpServer | HttpsServer): void {
  const answerers = server.listeners('request') as RequestListener[];
  const waiting = new WeakMap<Socket, number>();
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    // It was broken within a chunk, whose further requests are emitted as well.
    if (socket.destroyed) return;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > MAX_WAITING) {
      socket.destroy();
      return;
    }
    waiting.set(socket, count);
    response.once('close', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
    });
    for (const answer of answerers) answer.call(server, request, response);
  });
}
