import { afterRunning } from '../base/clock.js';
import { CallError, isCallErrorCode } from '../base/errors.js';
import { Lazy } from '../base/lazy.js';
import { onPageWake } from '../base/page-lifecycle.js';
import { tell, TypedEventTarget } from '../base/typed-events.js';
import { unlessAborted } from '../base/unless-aborted.js';
import { parseAck, parseEvent, type Reply, type RequestName, type RequestPayload } from '../../protocol/protocol.js';
import type { SignalingEvents, SignalingTransport } from './signaling-transport.js';
import { WebSocketWire } from './web-socket-wire.js';
import { whenConnected } from './when-connected.js';
import type { Wire, WireHandlers } from './wire.js';

/**
 * A reachable server answers within this, also over a slow network; a socket that died while the machine slept does
 * not.
 */
const PROBE_MS = 3000;

/** Loaded only where a WebSocket is blocked. */
const library = /* @__PURE__ */ new Lazy(() => import('./socket-io-wire.js'));

/** The transport for a real server: a WebSocket, and where that is blocked, Socket.IO's library with long polling. */
export class SocketIoTransport extends TypedEventTarget<SignalingEvents> implements SignalingTransport {
  readonly #url: string;
  #wire: Wire;
  #closed = new AbortController();
  #isFallingBack = false;
  #isProbing = false;
  #stopWatching: (() => void) | null = null;
  readonly #handlers: WireHandlers = {
    handleOpen: () => {
      this.dispatchEvent(new Event('signaling-connected'));
    },
    handleLost: () => {
      this.dispatchEvent(new Event('signaling-disconnected'));
    },
    handleEvent: (name, payload) => {
      const message = parseEvent(name, payload);
      if (message !== null) tell(this, 'signaling-message', { message });
    },
  };

  /**
   * @param signalingUrl the server's address; `''` is the page's own origin. A path is that of the server's Socket.IO.
   * @throws CallError `signaling-unreachable` when it is not an http(s) address.
   */
  constructor(signalingUrl: string) {
    super();
    const { origin, pathname } = parseSignalingUrl(signalingUrl);
    this.#url = `${origin}${pathname.replace(/\/+$/, '')}/socket.io/`;
    this.#wire = new WebSocketWire(this.#url, this.#handlers, () => void this.#fallBack());
  }

  get isConnected(): boolean {
    return this.#wire.isOpen;
  }

  open(): void {
    this.#wire.open();
    this.#stopWatching ??= onPageWake((event) => void this.check(event === undefined));
  }

  async request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>> {
    // Sent in the same task if possible: a request just before `close()` must still go out. The library must not get
    // requests before there is a connection: it would send them before a lost seat is taken back.
    if (!this.isConnected || signal?.aborted === true) {
      const closed = this.#closed.signal;
      await whenConnected(this, signal ? AbortSignal.any([closed, signal]) : closed);
    }
    const reply = await unlessAborted<unknown>(signal, (resolve, reject) => {
      this.#wire.request(name, payload).then(resolve, (cause: unknown) => {
        reject(new CallError('signaling-unreachable', { cause }));
      });
    });
    const ack = parseAck(name, reply);
    if (ack.ok) return ack;
    throw toRefusal(ack.error);
  }

  close(): void {
    this.#closed.abort(new CallError('signaling-unreachable'));
    // For what waits for the next opening.
    this.#closed = new AbortController();
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#wire.close();
  }

  /**
   * After sleep, or on another network, a socket may be dead without an event: any answer to a request shows that it is
   * not. A socket that is not open reconnects without waiting for its next attempt, unless the sign is doubtful: a busy
   * page would begin each attempt anew, and never be through with one.
   */
  async check(isDoubtful = false): Promise<void> {
    if (this.#isProbing) return;
    this.#isProbing = true;
    const isAlive = !this.isConnected || (await this.#isAnswered());
    this.#isProbing = false;
    // Also one that was lost, before or during the request, reconnects at once.
    if (!isAlive || !(this.isConnected || isDoubtful)) this.#wire.reopen();
  }

  #isAnswered(): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = afterRunning(PROBE_MS, () => {
        resolve(false);
      });
      const handleAnswer = (): void => {
        cancel();
        resolve(true);
      };
      // Lost meanwhile: handled by the caller.
      void this.#wire.request('state:set', {}).then(handleAnswer, handleAnswer);
    });
  }

  /** Switches to the library permanently: it tries both transports each time. */
  async #fallBack(): Promise<void> {
    if (this.#isFallingBack) return;
    this.#isFallingBack = true;
    const { signal } = this.#closed;
    try {
      const { SocketIoWire } = await library.load();
      // The WebSocket connected meanwhile, or the transport was closed.
      if (this.isConnected || signal.aborted) return;
      this.#wire.close();
      this.#wire = new SocketIoWire(this.#url, this.#handlers);
      this.#wire.open();
    } catch {
      // Offline, so that it cannot be loaded either: the WebSocket goes on trying.
    } finally {
      this.#isFallingBack = false;
    }
  }
}

/** A host where the scheme was left out, which would be a path of the page. */
const BARE_HOST = /^\w[^/]*\./;

/** Parses an address, relative to the page if there is one. */
function parseSignalingUrl(signalingUrl: string): URL {
  const page = (globalThis as { location?: Location }).location?.href;
  try {
    const url = new URL(signalingUrl === '' ? '/' : signalingUrl, page);
    url.protocol = url.protocol.replace(/^ws/, 'http');
    if (/^https?:$/.test(url.protocol) && !BARE_HOST.test(signalingUrl)) return url;
  } catch {
    // Reported below, with the same text.
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
