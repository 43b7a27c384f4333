import { afterRunning } from '../base/clock.js';
import { RECONNECTION_MS, REPLY_TIMEOUT_MS, type Wire, type WireHandlers } from './wire.js';

/** A WebSocket that is blocked silently must not take all of the time that a first connection has. */
const OPENING_PATIENCE_MS = 4000;

/**
 * Packets by their first characters: Engine.IO's type, and within a message (4) Socket.IO's.
 * @see https://socket.io/docs/v4/engine-io-protocol/
 * @see https://socket.io/docs/v4/socket-io-protocol/
 */
const PACKET = {
  open: '0',
  ping: '2',
  pong: '3',
  connect: '40',
  disconnect: '41',
  event: '42',
  ack: '43',
  refused: '44',
} as const;
/** The type, the acknowledgement id (of an event that wants an answer, or of an answer), and the rest. */
const PACKET_PATTERN = /^(4?\d)(\d*)(.*)$/s;

/** `WebSocket.CONNECTING` and `WebSocket.OPEN`, which Node does not have. */
const SOCKET_CONNECTING = 0;
const SOCKET_OPEN = 1;

/** `undefined` in Node. */
const page = (globalThis as { window?: Window }).window;

type Settle = (error: Error | null, answer?: unknown) => void;

/**
 * Socket.IO over one WebSocket: the part of its protocol that a call needs (text events and answers in the main namespace),
 * at a sixth of what the library weighs.
 */
export class WebSocketWire implements Wire {
  readonly #address: string;
  readonly #handlers: WireHandlers;
  readonly #handleBlocked: () => void;
  readonly #pending = new Map<string, Settle>();
  #socket: WebSocket | null = null;
  #isWanted = false;
  #isOpen = false;
  #asked = 0;
  #failures = 0;
  /** The time within which the server must send something, by its own settings. */
  #patienceMs = OPENING_PATIENCE_MS;
  /** The timeout of the connection, or the next attempt. */
  #cancelTimer: () => void = () => undefined;

  /**
   * @param url of the server's Socket.IO, by http(s).
   * @param handleBlocked called at each attempt that failed.
   */
  constructor(url: string, handlers: WireHandlers, handleBlocked: () => void) {
    this.#address = `${url.replace(/^http/, 'ws')}?EIO=4&transport=websocket`;
    this.#handlers = handlers;
    this.#handleBlocked = handleBlocked;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    // `offline` is immediate; the server's silence would show it half a minute later.
    page?.addEventListener('offline', this.#drop);
    this.#connect();
  }

  reopen(): void {
    if (!this.#isWanted) return;
    const wasOpen = this.#letGo();
    this.#failures = 0;
    if (wasOpen) this.#handlers.handleLost();
    this.#connect();
  }

  request(name: string, payload: unknown): Promise<unknown> {
    const id = String((this.#asked += 1));
    return new Promise((resolve, reject) => {
      const cancel = afterRunning(REPLY_TIMEOUT_MS, () => {
        settle(new Error(`${name} was not answered.`));
      });
      const settle: Settle = (error, answer) => {
        cancel();
        this.#pending.delete(id);
        if (error) reject(error);
        else resolve(answer);
      };
      this.#pending.set(id, settle);
      this.#send(PACKET.event + id + JSON.stringify([name, payload]));
    });
  }

  close(): void {
    this.#isWanted = false;
    page?.removeEventListener('offline', this.#drop);
    if (this.#isOpen) this.#send(PACKET.disconnect);
    this.#drop();
  }

  /**
   * After sleep a socket may be closed before its event has come: browsers log an error for each packet then. What waits
   * for an answer fails with that event.
   */
  #send(packet: string): void {
    if (this.#socket?.readyState === SOCKET_OPEN) this.#socket.send(packet);
  }

  #connect(): void {
    // A listener of the loss may have closed the wire.
    if (!this.#isWanted) return;
    try {
      const socket = new WebSocket(this.#address);
      this.#socket = socket;
      this.#wait(OPENING_PATIENCE_MS, this.#drop);
      const drop = (): void => {
        if (socket === this.#socket) this.#drop();
      };
      socket.onerror = drop;
      socket.onclose = drop;
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (socket === this.#socket) this.#read(String(data));
      };
    } catch {
      // There is no WebSocket, or this page may not open one.
      this.#wait(0, this.#drop);
    }
  }

  #read(packet: string): void {
    const [, type = '', id = '', rest = ''] = PACKET_PATTERN.exec(packet) ?? [];
    if (type === PACKET.open) {
      const { pingInterval, pingTimeout } = parse(rest) as Record<string, number | undefined>;
      this.#patienceMs = (pingInterval ?? 0) + (pingTimeout ?? 0) || OPENING_PATIENCE_MS;
      this.#send(PACKET.connect);
    } else if (type === PACKET.ping) {
      this.#send(PACKET.pong);
    } else if (type === PACKET.connect) {
      this.#failures = 0;
      this.#isOpen = true;
      this.#handlers.handleOpen();
    } else if (type === PACKET.event) {
      const [name, payload] = Object.values<unknown>(parse(rest));
      this.#handlers.handleEvent(String(name), payload);
    } else if (type === PACKET.ack) {
      this.#pending.get(id)?.(null, Object.values<unknown>(parse(rest))[0]);
    } else if (type === PACKET.disconnect || type === PACKET.refused) {
      // The server wants this connection closed: reconnect with the longest delay.
      this.#failures = Infinity;
      this.#drop();
    }
    if (this.#socket !== null) this.#wait(this.#patienceMs, this.#drop);
  }

  /** Drops the connection, or the attempt to make one, and reconnects while the wire is wanted. */
  readonly #drop = (): void => {
    const wasOpen = this.#letGo();
    if (this.#isWanted) {
      const delayMs = Math.min(RECONNECTION_MS.first * 2 ** this.#failures, RECONNECTION_MS.most);
      this.#failures += 1;
      // With jitter, so that clients do not all reconnect at once after a restart.
      this.#wait(delayMs * (1 - Math.random() / 2), () => {
        this.#connect();
      });
      if (!wasOpen) this.#handleBlocked();
    }
    if (wasOpen) this.#handlers.handleLost();
  };

  /** Closes the socket. Returns whether it was open. */
  #letGo(): boolean {
    const wasOpen = this.#isOpen;
    this.#cancelTimer();
    const socket = this.#socket;
    this.#socket = null;
    if (socket?.readyState === SOCKET_CONNECTING && !this.#isWanted) closeOnceOpen(socket);
    else socket?.close();
    this.#isOpen = false;
    for (const settle of [...this.#pending.values()]) settle(new Error('The connection was lost.'));
    return wasOpen;
  }

  #wait(delayMs: number, then: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = afterRunning(delayMs, then);
  }
}

/** Browsers warn of a socket that is closed before it is open. One that does not open is closed after all. */
function closeOnceOpen(socket: WebSocket): void {
  const close = (): void => {
    socket.close();
  };
  socket.onclose = afterRunning(OPENING_PATIENCE_MS, close);
  socket.onopen = close;
}

/** Parses a JSON object or list; anything else counts as an empty one. */
function parse(json: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(json)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
