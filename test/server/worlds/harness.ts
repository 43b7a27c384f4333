import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterwards } from '../../harness/afterwards.js';
import { createServer, type NoomServer, type ServerOptions } from '../../../demo-server/create-server.js';
import type { Admission } from '../../../src/protocol/protocol.js';

/** An ack as it came, not parsed: the server is what is tested. */
export type RawAck = { ok: boolean; error?: { code: string; message: string } } & Record<string, unknown>;

/** An event as it came. */
export interface RawEvent {
  name: string;
  payload: Record<string, unknown> & { seq: number };
}

/** A program that speaks the protocol and records all events. */
export class Client {
  readonly socket: Socket;
  readonly events: RawEvent[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(url: string, options: Partial<ManagerOptions & SocketOptions> = {}) {
    this.socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
    this.socket.onAny((name: string, payload: RawEvent['payload']) => {
      this.events.push({ name, payload });
      for (const check of this.#waiting) check();
    });
  }

  /** Resolves once connected. */
  async connected(): Promise<this> {
    if (this.socket.connected) return this;
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    return this;
  }

  /** Resolves once the connection is over. */
  async disconnected(): Promise<void> {
    if (this.socket.connected) await new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  /** Sends any payload, and resolves with the ack. */
  async request(name: string, ...args: unknown[]): Promise<RawAck> {
    return (await this.socket.emitWithAck(name, ...args)) as RawAck;
  }

  /** Joins; fails the test if refused. */
  async join(room: string, name: string, more: object = {}): Promise<Admission> {
    const ack = await this.request('room:join', { room, name, ...more });
    if (!ack.ok) throw new Error(`${name} was refused: ${JSON.stringify(ack)}`);
    return ack as unknown as Admission;
  }

  /** The first event of that name, past or to come, for which `isMeant` holds. */
  async event(
    name: string,
    isMeant: (payload: RawEvent['payload']) => boolean = () => true,
  ): Promise<RawEvent['payload']> {
    return await new Promise((resolve) => {
      const check = (): void => {
        const found = this.events.find((event) => event.name === name && isMeant(event.payload));
        if (!found) return;
        this.#waiting.delete(check);
        resolve(found.payload);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** The names of all events so far. */
  get eventNames(): string[] {
    return this.events.map(({ name }) => name);
  }
}

/** A server for one test, on a free port, and its clients; all is closed when the test ends. */
export class World {
  readonly server: NoomServer;
  readonly #clients: Client[] = [];

  constructor(server: NoomServer) {
    this.server = server;
  }

  /** A connected client. */
  async client(options: Partial<ManagerOptions & SocketOptions> = {}): Promise<Client> {
    return await this.connecting(options).connected();
  }

  /** A client whose connection may be refused. */
  connecting(options: Partial<ManagerOptions & SocketOptions> = {}): Client {
    const client = new Client(this.server.url, options);
    this.#clients.push(client);
    return client;
  }

  /** Several connected clients in one room. */
  async joined(room: string, ...names: string[]): Promise<{ client: Client; admission: Admission }[]> {
    const seated = [];
    for (const name of names) {
      const client = await this.client();
      seated.push({ client, admission: await client.join(room, name) });
    }
    return seated;
  }

  /** Breaks a connection without notice, like a lost network, and resolves once the server has noticed. */
  async drop({ socket }: Client): Promise<void> {
    const serverSide = this.server.io.sockets.sockets.get(String(socket.id));
    if (!serverSide) throw new Error('The server does not know this connection.');
    const noticed = new Promise((resolve) => serverSide.once('disconnect', resolve));
    socket.io.engine.close();
    await noticed;
  }

  async close(): Promise<void> {
    await this.server.close();
    for (const { socket } of this.#clients) socket.disconnect();
  }
}

/** A folder that is removed after the test. */
export async function temporaryDir(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'noom-'));
  afterwards(t, () => rm(path, { recursive: true, force: true }));
  return path;
}

/** Starts a server for one test. */
export async function createWorld(t: TestContext, options: ServerOptions = {}): Promise<World> {
  const stateDir = options.stateDir ?? (await temporaryDir(t));
  const world = new World(await createServer({ port: 0, log: 'silent', iceUrls: [], ...options, stateDir }));
  afterwards(t, () => world.close());
  return world;
}
