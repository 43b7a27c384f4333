import { io, type Socket } from 'socket.io-client';
import { RECONNECTION_MS, REPLY_TIMEOUT_MS, type Wire, type WireHandlers } from './wire.js';

/**
 * Socket.IO by its own library, which falls back to long polling where WebSockets are blocked. Loaded only there, and
 * the only importer of that library.
 */
export class SocketIoWire implements Wire {
  readonly #socket: Socket;
  #reopening: ReturnType<typeof setTimeout> | undefined;

  /** @param url the http(s) address of the server's Socket.IO. */
  constructor(url: string, { handleOpen, handleLost, handleEvent }: WireHandlers) {
    const { origin, pathname } = new URL(url);
    this.#socket = io(origin, {
      path: pathname,
      autoConnect: false,
      // Two calls in one page need two connections.
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: RECONNECTION_MS.first,
      reconnectionDelayMax: RECONNECTION_MS.most,
      // Jitter, so that clients do not all reconnect at once after a restart.
      randomizationFactor: 0.5,
    });
    this.#socket.on('connect', handleOpen);
    this.#socket.on('disconnect', (reason) => {
      // The library does not reconnect when the server disconnects.
      if (reason === 'io server disconnect') this.#reopening = setTimeout(() => this.open(), RECONNECTION_MS.most);
      handleLost();
    });
    this.#socket.onAny(handleEvent);
  }

  get isOpen(): boolean {
    return this.#socket.connected;
  }

  open(): void {
    this.#socket.connect();
  }

  reopen(): void {
    if (!this.#socket.active) return;
    // Not the engine's `close()`, which waits until a dead connection has sent what is buffered.
    this.#socket.disconnect();
    this.#socket.connect();
  }

  request(name: string, payload: unknown): Promise<unknown> {
    return this.#socket.timeout(REPLY_TIMEOUT_MS).emitWithAck(name, payload);
  }

  close(): void {
    clearTimeout(this.#reopening);
    this.#socket.disconnect();
  }
}
