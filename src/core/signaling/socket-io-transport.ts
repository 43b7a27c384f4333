import { io, type Socket } from 'socket.io-client';
import { CallError, isCallErrorCode } from '../base/errors.js';
import { onPageWake } from '../base/page-lifecycle.js';
import { TypedEventTarget } from '../base/typed-events.js';
import { parseAck, parseEvent, type Reply, type RequestName, type RequestPayload } from '../../protocol/protocol.js';
import { SignalingMessageEvent, type SignalingEvents, type SignalingTransport } from './signaling-transport.js';

/** A way that is blocked without a word must not take all of the time a first connection has. */
const OPENING_PATIENCE_MS = 4000;
/** A server that has not answered by then never will, or the answer is of no use any more. */
const REPLY_TIMEOUT_MS = 10_000;
/** How long to wait before coming back, at first and at most, doubling in between: a call cannot wait. */
const RECONNECTION_MS = { first: 250, most: 2000 };
/** A server that lives answers within this, also over a slow network; a socket that died while the machine slept does not. */
const PROBE_MS = 3000;

/** The way to a real signaling server, by Socket.IO: a WebSocket, and long polling where that does not get through. */
export class SocketIoTransport extends TypedEventTarget<SignalingEvents> implements SignalingTransport {
  readonly #socket: Socket;
  #closed = new AbortController();
  #isProbing = false;
  #stopWatching: (() => void) | null = null;
  #reopening: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param signalingUrl the server's address; `''` is the page's own origin. A path is where the server's Socket.IO lives.
   * @throws CallError `signaling-unreachable` when it is no http(s) address.
   */
  constructor(signalingUrl: string) {
    super();
    const { origin, pathname } = parseSignalingUrl(signalingUrl);
    this.#socket = io(origin, {
      path: `${pathname.replace(/\/+$/, '')}/socket.io/`,
      autoConnect: false,
      // Two calls in one page are two people.
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      timeout: OPENING_PATIENCE_MS,
      reconnectionDelay: RECONNECTION_MS.first,
      reconnectionDelayMax: RECONNECTION_MS.most,
      // Jitter against a herd after a restart.
      randomizationFactor: 0.5,
    });
    this.#socket.on('connect', () => {
      this.dispatchEvent(new Event('signaling-connected'));
    });
    this.#socket.on('connect_error', ({ message }) => {
      // The library tries the other way by itself, but for one that is blocked without a word.
      if (message === 'timeout') this.#socket.io.opts.transports?.reverse();
    });
    this.#socket.on('disconnect', (reason) => {
      // The library leaves it at that when the server hung up. The server means it: no haste.
      if (reason === 'io server disconnect')
        this.#reopening = setTimeout(() => this.#socket.connect(), RECONNECTION_MS.most);
      this.dispatchEvent(new Event('signaling-disconnected'));
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
    this.#stopWatching ??= onPageWake(() => void this.#wake());
  }

  async request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>> {
    // Sent in this very turn when possible: what is asked just before `close()` must still go out.
    if (!this.isConnected || signal?.aborted === true) await this.#whenConnected(signal);
    const reply = await new Promise<unknown>((resolve, reject) => {
      const abort = (): void => {
        reject(toError(signal?.reason));
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#emit(name, payload)
        .then(resolve, (cause: unknown) => {
          reject(new CallError('signaling-unreachable', { cause }));
        })
        .finally(() => signal?.removeEventListener('abort', abort));
    });
    const ack = parseAck(name, reply);
    if (ack.ok) return ack;
    throw toRefusal(ack.error);
  }

  close(): void {
    this.#closed.abort();
    this.#stopWatching?.();
    this.#stopWatching = null;
    clearTimeout(this.#reopening);
    this.#socket.disconnect();
  }

  #emit(name: string, payload: unknown): Promise<unknown> {
    return this.#socket.timeout(REPLY_TIMEOUT_MS).emitWithAck(name, payload);
  }

  /**
   * After a sleep, or on another network, a socket may be dead without a word: it is asked something, and any answer will do. One
   * that is not open does not wait for its next attempt.
   */
  async #wake(): Promise<void> {
    if (this.#isProbing) return;
    this.#isProbing = true;
    const isAlive = !this.isConnected || (await this.#isAnswered());
    this.#isProbing = false;
    // One that was lost, before the question or under it, does not wait for its next attempt.
    if ((isAlive && this.isConnected) || !this.#socket.active) return;
    // Not the engine's own close, which waits until a dead connection has taken what is to be sent.
    this.#socket.disconnect();
    this.#socket.connect();
  }

  async #isAnswered(): Promise<boolean> {
    let timeout: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<false>((resolve) => {
      timeout = setTimeout(() => {
        resolve(false);
      }, PROBE_MS);
    });
    const answer = this.#emit('state:set', {}).then(
      () => true,
      // Lost under the question.
      () => true,
    );
    const isAnswered = await Promise.race([answer, silence]);
    clearTimeout(timeout);
    return isAnswered;
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
