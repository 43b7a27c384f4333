import { io, type Socket } from 'socket.io-client';
import { RECONNECTION_MS, REPLY_TIMEOUT_MS, type Wire, type WireHandlers } from './wire.js';

/**
 * Socket.IO by its own library, which goes by long polling where no WebSocket gets through. Fetched only there, and the only
 * importer of that library.
 */
export class SocketIoWire implements Wire {
  readonly #socket: Socket;
  #reopening: ReturnType<typeof setTimeout> | undefined;

  /** @param url of the server's Socket.IO, by http(s). */
  constructor(url: string, { handleOpen, handleLost, handleEvent }: WireHandlers) {
    const { origin, pathname } = new URL(url);
    this.#socket = io(origin, {
      path: pathname,
      autoConnect: false,
      // Two calls in one page are two people.
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: RECONNECTION_MS.first,
      reconnectionDelayMax: RECONNECTION_MS.most,
      // Jitter against a herd after a restart.
      randomizationFactor: 0.5,
    });
    this.#socket.on('connect', handleOpen);
    this.#socket.on('disconnect', (reason) => {
      // The library leaves it at that when the server hung up.
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
    // Not the engine's own close, which waits until a dead connection has taken what is to be sent.
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
