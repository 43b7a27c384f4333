import { WebSocket, type ClientOptions } from 'ws';
import type { Admission } from '../../../src/protocol/protocol.js';
import { NotConnected } from '../browser/not-connected.js';

/** An ack as it arrived, not parsed: the server is what is tested. */
export type WireAck = { ok: boolean; error?: { code: string; message: string } } & Record<string, unknown>;

/** An event as it arrived. */
export interface WireEvent {
  name: string;
  payload: Record<string, unknown> & { seq: number };
}

/** How to connect; `origin` and `headers` as in `ws`. */
export type WireOptions = Pick<ClientOptions, 'origin' | 'headers'>;

/**
 * A client that knows the protocol from docs/protocol.md alone: one WebSocket, text frames, no library above it. It
 * keeps every ack and every event that arrived, and sends whatever it is told to.
 */
export class WireClient {
  readonly events: WireEvent[] = [];
  /** Everything that arrived since the connection was made, as it was. */
  readonly frames: string[] = [];
  /** What arrived and is neither an ack, an event nor part of the handshake; the protocol has nothing of the kind. */
  readonly strays: string[] = [];
  /** Resolves once the connection is over. */
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #acks = new Map<number, WireAck[]>();
  readonly #watchers = new Set<() => void>();
  #lastId = 0;
  #isConnected = false;

  /** Takes a socket that is about to open; `connect` gives a connected client. */
  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
        this.#look();
      });
    });
    // An error is followed by the close, which is awaited.
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      this.#take(isBinary ? `binary ${data.toString('hex')}` : data.toString());
      this.#look();
    });
  }

  /** Connects to a server by its URL. @throws NotConnected when it is refused. */
  static async connect(url: string, options: WireOptions = {}): Promise<WireClient> {
    const address = new URL('/socket.io/?EIO=4&transport=websocket', url);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address, { ...options, perMessageDeflate: false });
    const client = new WireClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('unexpected-response', (_, response) => {
        reject(new NotConnected(`HTTP ${String(response.statusCode)}`, response.statusCode));
        socket.terminate();
      });
      socket.once('error', (error) => {
        reject(new NotConnected(error.message));
      });
      socket.once('open', resolve);
    });
    socket.send('40');
    await client.#until(() => client.#isConnected || undefined, 'the connection to be made');
    return client;
  }

  get isClosed(): boolean {
    return this.#socket.readyState >= WebSocket.CLOSING;
  }

  /** The numbers of the events so far. */
  get seqs(): number[] {
    return this.events.map(({ payload }) => payload.seq);
  }

  /** The names of the events so far. */
  get eventNames(): string[] {
    return this.events.map(({ name }) => name);
  }

  /** Sends a frame as it is. */
  send(frame: string | Buffer): void {
    if (!this.isClosed) this.#socket.send(frame);
  }

  /** Sends a request with these arguments as JSON; returns the number by which its ack is found. */
  sendRequest(name: string, argumentsJson: string): number {
    const id = this.takeId();
    this.send(`42${String(id)}[${JSON.stringify(name)},${argumentsJson}]`);
    return id;
  }

  /** A number for the ack of a request that is sent as a frame. */
  takeId(): number {
    return ++this.#lastId;
  }

  /** Every ack that arrived for a request. */
  acksOf(id: number): readonly WireAck[] {
    return this.#acks.get(id) ?? [];
  }

  /** The ack of a request. @throws NotConnected when the connection ends before it. */
  async ack(id: number): Promise<WireAck> {
    return await this.#until(() => this.#acks.get(id)?.[0], `the ack of request ${String(id)}`);
  }

  /** Sends a request, and resolves with the ack. */
  async request(name: string, payload: unknown = {}): Promise<WireAck> {
    return await this.ack(this.sendRequest(name, JSON.stringify(payload)));
  }

  /** Joins. @throws when refused, or not given a seat at once. */
  async join(room: string, name: string, more: object = {}): Promise<Admission> {
    const ack = await this.request('room:join', { room, name, ...more });
    if (!ack.ok || !('self' in ack)) throw new Error(`${name} got no seat in ${room}: ${JSON.stringify(ack)}`);
    return ack as unknown as Admission;
  }

  /**
   * The first event of that name, past or to come, for which `isMeant` holds. @throws NotConnected when the connection
   * ends before it.
   */
  async event(
    name: string,
    isMeant: (payload: WireEvent['payload']) => boolean = () => true,
  ): Promise<WireEvent['payload']> {
    const find = (): WireEvent | undefined =>
      this.events.find((event) => event.name === name && isMeant(event.payload));
    return (await this.#until(find, `the event "${name}"`)).payload;
  }

  /** Breaks the connection silently, as a lost network does. */
  drop(): void {
    this.#socket.terminate();
  }

  async #until<Found>(find: () => Found | undefined, what: string): Promise<Found> {
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined && this.#socket.readyState !== WebSocket.CLOSED) return;
        this.#watchers.delete(look);
        if (found === undefined)
          reject(new NotConnected(`The connection ended before ${what}; it was told ${this.#summary()}`));
        else resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of [...this.#watchers]) look();
  }

  #take(frame: string): void {
    if (this.#isConnected && frame !== '2') this.frames.push(frame);
    if (frame === '2') this.send('3');
    else if (frame.startsWith('43')) this.#takeAck(frame);
    else if (frame.startsWith('42[')) this.#takeEvent(frame);
    else if (frame.startsWith('40')) this.#isConnected = true;
    else if (!(frame.startsWith('0') || frame === '41' || frame === '1')) this.strays.push(frame);
  }

  #takeAck(frame: string): void {
    const [, id = '', json = ''] = /^43(\d+)(.*)$/s.exec(frame) ?? [];
    const [ack] = JSON.parse(json) as WireAck[];
    const acks = this.#acks.get(Number(id)) ?? [];
    if (ack) this.#acks.set(Number(id), [...acks, ack]);
  }

  #takeEvent(frame: string): void {
    const [name, payload] = JSON.parse(frame.slice(2)) as [string, WireEvent['payload']];
    this.events.push({ name, payload });
  }

  #summary(): string {
    return JSON.stringify(this.events.slice(-5)).slice(0, 500);
  }
}
