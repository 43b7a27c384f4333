import { io, type Socket } from 'socket.io-client';
import { CallError, isCallErrorCode } from '../errors.js';
import { TypedEventTarget } from '../typed-events.js';
import { parseAck, parseEvent, type Reply, type RequestName, type RequestPayload } from './protocol.js';
import { SignalingMessageEvent, type SignalingEvents, type SignalingTransport } from './signaling-transport.js';

/** A server that has not answered by then never will, or the answer is of no use any more. */
const REPLY_TIMEOUT_MS = 10_000;

/** A call cannot wait: far quicker than the library's 1 s to 5 s, with jitter against a herd after a restart. */
const RECONNECTION = { reconnectionDelay: 250, reconnectionDelayMax: 2000, randomizationFactor: 0.5 };

/** The way to a real signaling server: WebSocket first, long polling where that is blocked. */
export class SocketIoTransport extends TypedEventTarget<SignalingEvents> implements SignalingTransport {
  readonly #socket: Socket;
  #closed = new AbortController();
  #cancelReopening: () => void = () => undefined;

  /**
   * @param signalingUrl the server's address; `''` is the page's own origin. A path is where the server's Socket.IO lives.
   * @throws CallError `signaling-unreachable` when it is no http(s) address.
   */
  constructor(signalingUrl: string) {
    super();
    const url = parseSignalingUrl(signalingUrl);
    this.#socket = io(url.origin, {
      path: `${url.pathname.replace(/\/+$/, '')}/socket.io/`,
      autoConnect: false,
      // Two calls in one page are two people.
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      ...RECONNECTION,
    });
    this.#socket.on('connect', () => {
      this.dispatchEvent(new Event('signaling-connected'));
    });
    this.#socket.on('disconnect', (reason) => {
      this.dispatchEvent(new Event('signaling-disconnected'));
      // The library leaves it at that when the server hung up; whether to come back is the seat's decision, by `close()`.
      if (reason === 'io server disconnect') this.#reopenLater();
    });
    this.#socket.onAny((name: string, payload: unknown) => {
      const message = parseEvent(name, payload);
      if (message !== null) this.dispatchEvent(new SignalingMessageEvent(message));
    });
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  open(): void {
    if (this.#closed.signal.aborted) this.#closed = new AbortController();
    this.#socket.connect();
  }

  async request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>> {
    // Sent in this very turn when possible: what is asked just before `close()` must still go out.
    if (!this.#socket.connected || signal?.aborted === true) await this.#whenConnected(signal);
    const reply = await new Promise<unknown>((resolve, reject) => {
      const abort = (): void => {
        reject(toError(signal?.reason));
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#socket.timeout(REPLY_TIMEOUT_MS).emit(name, payload, (error: unknown, ack: unknown) => {
        signal?.removeEventListener('abort', abort);
        if (error instanceof Error) reject(new CallError('signaling-unreachable', { cause: error }));
        else resolve(ack);
      });
    });
    const ack = parseAck(name, reply);
    if (ack.ok) return ack;
    throw toRefusal(ack.error);
  }

  close(): void {
    this.#cancelReopening();
    this.#closed.abort();
    this.#socket.disconnect();
  }

  /** Nothing is handed to the library while it is not connected: it would send that before a lost seat is taken back. */
  async #whenConnected(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const settled = new AbortController();
      const options = { signal: settled.signal };
      const settle = (finish: () => void) => () => {
        settled.abort();
        finish();
      };
      this.addEventListener('signaling-connected', settle(resolve), options);
      this.#closed.signal.addEventListener(
        'abort',
        settle(() => {
          reject(new CallError('signaling-unreachable'));
        }),
        options,
      );
      signal?.addEventListener(
        'abort',
        settle(() => {
          reject(toError(signal.reason));
        }),
        options,
      );
    });
  }

  #reopenLater(): void {
    const timer = setTimeout(() => {
      this.#socket.connect();
    }, RECONNECTION.reconnectionDelayMax);
    this.#cancelReopening = () => {
      clearTimeout(timer);
    };
  }
}

/** Reads an address, relative to the page where there is one. */
function parseSignalingUrl(signalingUrl: string): URL {
  const page = (globalThis as { location?: Location }).location?.href;
  try {
    const url = new URL(signalingUrl === '' ? '/' : signalingUrl, page);
    if (url.protocol === 'ws:' || url.protocol === 'wss:') url.protocol = url.protocol.replace('ws', 'http');
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  } catch {
    // Told below, with the same words.
  }
  throw new CallError('signaling-unreachable', {
    message: `“${signalingUrl}” is not the address of a signaling server.`,
    hint: 'Set signaling-url to an address that begins with https:// or http://.',
    fatal: true,
  });
}

function toRefusal({ code, message }: { code: string; message: string }): CallError {
  return isCallErrorCode(code)
    ? new CallError(code, { cause: message })
    : new CallError('internal', { cause: message });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new CallError('internal', { cause: reason });
}
