import type { Clock } from '../../core/base/clock.js';
import { isCallErrorCode } from '../../core/base/errors.js';
import { CallError } from '../../core/index.js';
import { tell, TypedEventTarget } from '../../core/base/typed-events.js';
import {
  parseAck,
  parseEvent,
  type Ack,
  type Reply,
  type RequestName,
  type RequestPayload,
} from '../../protocol/protocol.js';
import type { SignalingEvents, SignalingTransport } from '../../core/signaling/signaling-transport.js';

/** How long an answer may take, as over a real socket. */
const REPLY_TIMEOUT_MS = 10_000;
/** How long a transport waits before it reconnects to a server that closed the connection, as over a real socket. */
const REOPEN_AFTER_MS = 2000;

/** One connection of a transport, as the server in memory sees it. */
export interface MemoryConnection {
  readonly transport: Pick<MemoryTransport, 'drop' | 'restore' | 'disconnect'>;
  /** Whether the server may still send on it. */
  isUp: boolean;
  emit(name: string, payload: object): void;
  /** The server closes the connection, after what it sent before. */
  end(): void;
}

/** What a transport needs of the server in memory. */
export interface MemoryServer {
  readonly isReachable: boolean;
  readonly clock: Clock;
  /** Calls `reply` once, before it sends this connection anything else. */
  handleRequest(connection: MemoryConnection, name: string, payload: unknown, reply: (ack: object) => void): void;
  handleLost(connection: MemoryConnection): void;
}

interface PendingRequest {
  isSent: boolean;
  send(connection: MemoryConnection): void;
  fail(error: unknown): void;
}

/**
 * A transport to a server in the same page. Every message takes one microtask, in order, and is copied and parsed
 * on the way, like one that came over a socket.
 */
export class MemoryTransport extends TypedEventTarget<SignalingEvents> implements SignalingTransport {
  readonly #server: MemoryServer;
  readonly #requests = new Set<PendingRequest>();
  #isEnded = false;
  #connection: MemoryConnection | null = null;
  #isOpen = false;
  #isDropped = false;
  #cancelReopening: () => void = () => undefined;

  constructor(server: MemoryServer) {
    super();
    this.#server = server;
  }

  get isConnected(): boolean {
    return this.#connection !== null;
  }

  open(): void {
    this.#isOpen = true;
    this.reconnect();
  }

  request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>> {
    if (this.#isEnded) return Promise.reject(new CallError('not-allowed'));
    return new Promise((resolve, reject) => {
      let cancelTimeout = (): void => undefined;
      const end = (): void => {
        this.#requests.delete(request);
        cancelTimeout();
        signal?.removeEventListener('abort', abort);
      };
      const request: PendingRequest = {
        isSent: false,
        send: (connection) => {
          request.isSent = true;
          cancelTimeout = this.#server.clock.after(REPLY_TIMEOUT_MS, () => {
            request.fail(unreachable());
          });
          this.#send(connection, name, payload, (ack) => {
            if (!this.#requests.has(request)) return;
            end();
            if (ack.ok) resolve(ack);
            else reject(toRefusal(ack.error));
          });
        },
        fail(error) {
          end();
          reject(error instanceof Error ? error : new CallError('internal', { cause: error }));
        },
      };
      const abort = (): void => {
        request.fail(signal?.reason);
      };
      this.#requests.add(request);
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort);
      if (this.#connection) request.send(this.#connection);
    });
  }

  close(): void {
    this.#isOpen = false;
    this.#cancelReopening();
    const connection = this.#connection;
    if (connection) {
      // After the pending requests: a request just before closing must still reach the server.
      queueMicrotask(() => {
        this.#server.handleLost(connection);
      });
      this.#lose(connection);
    }
    for (const request of [...this.#requests]) request.fail(unreachable());
  }

  /** Like `close()`, and permanently: the server is gone, and further requests are rejected at once. */
  end(): void {
    this.#isEnded = true;
    this.close();
  }

  /** Breaks this connection, and every further one until `restore()`; only this page notices. */
  drop(): void {
    this.#isDropped = true;
    this.disconnect();
  }

  /** Lets this transport connect again after `drop()`. */
  restore(): void {
    this.#isDropped = false;
    this.reconnect();
  }

  /** Connects, if open and able to, a microtask later. */
  reconnect(): void {
    queueMicrotask(() => {
      if (!this.#isOpen || this.#isDropped || this.#connection || !this.#server.isReachable) return;
      const connection = this.#createConnection();
      this.#connection = connection;
      this.dispatchEvent(new Event('signaling-connected'));
      for (const request of [...this.#requests]) if (!request.isSent) request.send(connection);
    });
  }

  /** Breaks the current connection; messages on the way are lost in both directions. */
  disconnect(): void {
    const connection = this.#connection;
    if (!connection) return;
    connection.isUp = false;
    this.#server.handleLost(connection);
    this.#lose(connection);
  }

  #createConnection(): MemoryConnection {
    const connection: MemoryConnection = {
      transport: this,
      isUp: true,
      emit: (name, payload) => {
        const copy: unknown = structuredClone(payload);
        this.#deliver(connection, () => {
          const message = parseEvent(name, copy);
          if (message) tell(this, 'signaling-message', { message });
        });
      },
      end: () => {
        this.#deliver(connection, () => {
          this.disconnect();
          this.#cancelReopening = this.#server.clock.after(REOPEN_AFTER_MS, () => {
            this.reconnect();
          });
        });
      },
    };
    return connection;
  }

  #send<Name extends RequestName>(
    connection: MemoryConnection,
    name: Name,
    payload: unknown,
    callback: (ack: Ack<Name>) => void,
  ): void {
    const copy: unknown = structuredClone(payload);
    queueMicrotask(() => {
      if (!connection.isUp) return;
      this.#server.handleRequest(connection, name, copy, (ack) => {
        const answer: unknown = structuredClone(ack);
        this.#deliver(connection, () => {
          callback(parseAck(name, answer));
        });
      });
    });
  }

  #deliver(connection: MemoryConnection, arrive: () => void): void {
    queueMicrotask(() => {
      if (connection === this.#connection) arrive();
    });
  }

  #lose(connection: MemoryConnection): void {
    if (connection !== this.#connection) return;
    this.#connection = null;
    for (const request of [...this.#requests]) if (request.isSent) request.fail(unreachable());
    this.dispatchEvent(new Event('signaling-disconnected'));
  }
}

function unreachable(): CallError {
  return new CallError('signaling-unreachable');
}

function toRefusal({ code, message }: { code: string; message: string }): CallError {
  return new CallError(isCallErrorCode(code) ? code : 'internal', { cause: message });
}
