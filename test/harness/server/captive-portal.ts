import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * What a portal answers with while it holds everyone back: a redirect to its page (most), what RFC 6585 has for it (few),
 * or its page itself (some).
 */
export type PortalStatus = 302 | 511 | 200;

const LOGIN = '<!doctype html><title>Sign in</title><form action="/login"><button>Accept</button></form>';

/** A network between a page and a server that wants a sign-in first, or all at once, as that of a hotel does. */
export class CaptivePortal {
  readonly #to: URL;
  readonly #hasWebSockets: boolean;
  readonly #sockets = new Set<Duplex>();
  readonly #server = createServer((incoming, response) => {
    this.#carry(incoming, response);
  });
  #status: PortalStatus | null = null;
  #answered: string[] = [];

  /** @param to the server behind it. */
  constructor(to: string, { hasWebSockets = true } = {}) {
    this.#to = new URL(to);
    this.#hasWebSockets = hasWebSockets;
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('upgrade', (incoming, socket) => {
      this.#upgrade(incoming, socket);
    });
  }

  /** Listens on its own port. */
  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** The address at which the server is reached through it. */
  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** What it has answered itself since it holds everyone back: `websocket`, `polling` or a path. */
  get answered(): readonly string[] {
    return this.#answered;
  }

  /** Breaks every connection, and answers everything itself from now on. */
  hold(status: PortalStatus): void {
    this.#status = status;
    this.#answered = [];
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets everything through: someone has signed in. */
  release(): void {
    this.#status = null;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    // The other end sees it closed.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #carry(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, headers, url = '/' } = incoming;
    if (this.#status !== null) {
      this.#note(url);
      const isRedirect = this.#status === 302 && url !== '/portal';
      response.writeHead(isRedirect || this.#status !== 302 ? this.#status : 200, {
        'content-type': 'text/html',
        ...(isRedirect && { location: '/portal' }),
      });
      response.end(LOGIN);
      return;
    }
    const onward = request(new URL(url, this.#to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  #upgrade(incoming: IncomingMessage, near: Duplex): void {
    const { url = '/', rawHeaders } = incoming;
    if (this.#status !== null) {
      this.#note(url);
      const head = this.#status === 302 ? '302 Found\r\nLocation: /portal' : `${String(this.#status)} Sign in`;
      near.end(`HTTP/1.1 ${head}\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${LOGIN}`);
      return;
    }
    if (!this.#hasWebSockets) {
      near.destroy();
      return;
    }
    const far: Socket = connect(Number(this.#to.port), this.#to.hostname);
    this.#keep(far);
    const pairs = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1] ?? ''}`] : [],
    );
    far.write(`GET ${url} HTTP/1.1\r\n${pairs.join('\r\n')}\r\n\r\n`);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }

  #note(url: string): void {
    const { pathname, searchParams } = new URL(url, this.#to);
    this.#answered.push(searchParams.get('transport') ?? pathname);
  }
}
