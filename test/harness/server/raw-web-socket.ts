import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { NotConnected } from '../browser/not-connected.js';

/** The kinds of frames of a WebSocket (RFC 6455, section 5.2). */
export const OPCODES = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * A WebSocket made of nothing but TCP: it sends whatever frames it is told to, and stops reading when it is told to,
 * which a library does not allow.
 */
export class RawWebSocket {
  /** Every text that arrived, as long as it was read. */
  readonly texts: string[] = [];
  /** Resolves once the server has ended the connection, which is only seen while reading. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #watchers = new Set<() => void>();
  #unread = Buffer.alloc(0);
  #beat: NodeJS.Timeout | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#take(bytes);
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        clearInterval(this.#beat);
        resolve();
      });
    });
  }

  /** Connects to Engine.IO; `query` is added to its address. @throws NotConnected when it is refused. */
  static async connect(url: string, query = ''): Promise<RawWebSocket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    // An error is followed by the close, which is awaited.
    socket.on('error', () => undefined);
    await firstOf(socket, 'connect');
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n` +
        `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    let head = Buffer.alloc(0);
    while (!head.includes('\r\n\r\n')) {
      const bytes = (await firstOf(socket, 'data')) as Buffer;
      head = Buffer.concat([head, bytes]);
    }
    const end = head.indexOf('\r\n\r\n') + 4;
    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) throw new NotConnected(head.toString('latin1'));
    const raw = new RawWebSocket(socket);
    raw.#take(head.subarray(end));
    return raw;
  }

  /** Connects, enters the namespace, and joins a room. */
  static async join(url: string, room: string, name: string): Promise<RawWebSocket> {
    const raw = await RawWebSocket.connect(url);
    raw.sendText('40');
    await raw.text((text) => text.startsWith('40'));
    raw.sendText(`421${JSON.stringify(['room:join', { room, name }])}`);
    await raw.text((text) => text.startsWith('431'));
    return raw;
  }

  sendText(text: string): void {
    this.sendFrame(OPCODES.text, Buffer.from(text));
  }

  /** Sends one frame, masked as a client's have to be. */
  sendFrame(opcode: number, payload: Buffer = Buffer.alloc(0)): void {
    const length = payload.length;
    const head = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14);
    head[0] = 0x80 | opcode;
    if (length < 126) head[1] = 0x80 | length;
    else if (length < 65_536) head.writeUInt16BE(length, 2);
    else head.writeBigUInt64BE(BigInt(length), 2);
    if (length >= 126) head[1] = length < 65_536 ? 0xfe : 0xff;
    // The mask is four zeros: the payload stays as it is.
    if (!this.#socket.destroyed) this.#socket.write(Buffer.concat([head, payload]));
  }

  /** The first text, past or to come, that is meant. @throws NotConnected when the connection ends before it. */
  async text(isMeant: (text: string) => boolean): Promise<string> {
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.texts.find(isMeant);
        if (found === undefined) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      void this.closed.then(() => {
        reject(new NotConnected('The connection ended before that text.'));
      });
      look();
    });
  }

  /** Reads nothing any more, and answers pings that it never sees, so that it seems to be alive. */
  stopReading(): void {
    this.#socket.pause();
    this.#beat = setInterval(() => {
      this.sendText('3');
    }, 1000);
  }

  /** Breaks the connection silently. */
  drop(): void {
    clearInterval(this.#beat);
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (let frame = this.#cut(); frame; frame = this.#cut()) {
      if (frame.opcode === OPCODES.close) this.#socket.end();
      if (frame.opcode !== OPCODES.text) continue;
      const text = frame.payload.toString();
      if (text === '2') this.sendText('3');
      else this.texts.push(text);
    }
    for (const look of [...this.#watchers]) look();
  }

  /** Cuts off one whole frame; a server's are not masked. */
  #cut(): { opcode: number; payload: Buffer } | null {
    const bytes = this.#unread;
    if (bytes.length < 2) return null;
    const [first = 0, second = 0] = bytes;
    const headLength = second < 126 ? 2 : second === 126 ? 4 : 10;
    if (bytes.length < headLength) return null;
    const length = second < 126 ? second : second === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (bytes.length < headLength + length) return null;
    this.#unread = bytes.subarray(headLength + length);
    return { opcode: first & 0x0f, payload: bytes.subarray(headLength, headLength + length) };
  }
}

/** The payload of the event. @throws NotConnected when the connection ends before it. */
async function firstOf(socket: Socket, event: 'connect' | 'data'): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once('close', () => {
      reject(new NotConnected(`The connection ended before "${event}".`));
    });
  });
}
