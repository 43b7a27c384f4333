import { readRequest, Refusal, type RequestHandler, type Visitor } from '../../src/room-server/index.js';
import type { Bus, CarriedMessage } from './bus.js';

interface Pending {
  reply: (body: object) => void;
  done: () => void;
  fail: (refusal: Refusal) => void;
}

/** A connection here whose room is at another process: passes its requests there, and the answers and events back. */
class CarriedConnection implements RequestHandler {
  readonly owner: string;
  readonly #id: string;
  readonly #visitor: Visitor;
  readonly #bus: Bus;
  readonly #handleOver: () => void;
  /** By number, the oldest first: one of each lane, as long as the requests come in turn. */
  readonly #pending = new Map<number, Pending>();
  #lastNumber = 0;
  #isOver = false;

  constructor(id: string, owner: string, visitor: Visitor, bus: Bus, handleOver: () => void) {
    this.#id = id;
    this.owner = owner;
    this.#visitor = visitor;
    this.#bus = bus;
    this.#handleOver = handleOver;
  }

  async handleRequest(name: string, given: unknown, reply: (body: object) => void): Promise<void> {
    // An invalid request is refused here, and does not reach the other process.
    const { payload } = readRequest(name, given);
    if (this.#isOver || !this.#bus.isReady) throw wayLost();
    const number = (this.#lastNumber += 1);
    await new Promise<void>((done, fail) => {
      this.#pending.set(number, { reply, done, fail });
      const { address } = this.#visitor.outlet;
      this.#bus.tell(this.owner, { kind: 'request', id: this.#id, number, name, payload, address });
    });
  }

  handleLost(): void {
    this.#handleOver();
    this.#giveUp();
    this.#bus.tell(this.owner, { kind: 'lost', id: this.#id });
  }

  /** Handles the messages of the room's process, in their order: an answer comes before the events after it. */
  handleMessage(message: CarriedMessage): void {
    const { outlet } = this.#visitor;
    if (message.kind === 'event') outlet.send(message.name, message.payload);
    else if (message.kind === 'close') outlet.close();
    else if (message.kind === 'drop') this.drop();
    else if (message.kind === 'reply') this.#settle(message.number, ({ reply }) => reply(message.body));
    else if (message.kind === 'refusal') {
      this.#settle(message.number, ({ fail }) => fail(new Refusal(message.code, message.message)));
    }
  }

  /** Breaks the connection: the participant reconnects, and finds the process that holds the room by then. */
  drop(): void {
    this.#visitor.outlet.drop();
    this.#giveUp();
  }

  #giveUp(): void {
    // What has its turn only now would go to a process that may be gone.
    this.#isOver = true;
    for (const number of [...this.#pending.keys()]) this.#settle(number, ({ fail }) => fail(wayLost()));
  }

  /** Does nothing for a request that was given up meanwhile. */
  #settle(number: number | undefined, settle: (pending: Pending) => void): void {
    const [oldest] = this.#pending.keys();
    const answered = number ?? oldest;
    const pending = answered === undefined ? undefined : this.#pending.get(answered);
    if (answered === undefined || !pending) return;
    this.#pending.delete(answered);
    settle(pending);
    pending.done();
  }
}

function wayLost(): Refusal {
  return new Refusal('internal', 'The connection to the room was lost; try again.');
}

/** The connections of this process whose rooms are at others. */
export class CarriedConnections {
  readonly #bus: Bus;
  readonly #byId = new Map<string, CarriedConnection>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** The processes that these connections are carried to. */
  get owners(): string[] {
    return [...this.#byId.values()].map(({ owner }) => owner);
  }

  add(id: string, owner: string, visitor: Visitor): RequestHandler {
    const connection = new CarriedConnection(id, owner, visitor, this.#bus, () => this.#byId.delete(id));
    this.#byId.set(id, connection);
    return connection;
  }

  handleMessage(message: CarriedMessage): void {
    this.#byId.get(message.id)?.handleMessage(message);
  }

  /** Breaks the connections to one process, or all of them. */
  drop(owner?: string): void {
    for (const connection of [...this.#byId.values()]) {
      if (owner === undefined || connection.owner === owner) connection.drop();
    }
  }
}
