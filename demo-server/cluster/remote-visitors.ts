import { RequestLanes, type CreateHandler, type RequestHandler, type Visitor } from '../../src/room-server/index.js';
import type { Logger } from '../ops/log.js';
import type { Bus, CarriedMessage } from './bus.js';
import type { RoomDirectory } from './room-directory.js';
import { toRefusal } from '../ops/to-refusal.js';

type CarriedRequest = Extract<CarriedMessage, { kind: 'request' }>;

interface RemoteVisitor {
  readonly from: string;
  readonly handler: RequestHandler;
  /** Its requests keep their lanes here too. */
  readonly lanes: RequestLanes;
  isConnected: boolean;
}

/** What `RemoteVisitors` needs. */
export interface RemoteVisitorsOptions {
  bus: Bus;
  directory: RoomDirectory;
  createLocal: CreateHandler;
  logger: Logger;
}

/** The connections of other processes to rooms of this process. To a room they are like any other. */
export class RemoteVisitors {
  readonly #options: RemoteVisitorsOptions;
  readonly #byId = new Map<string, RemoteVisitor>();

  constructor(options: RemoteVisitorsOptions) {
    this.#options = options;
  }

  /** The processes that these connections are at. */
  get sources(): string[] {
    return [...this.#byId.values()].map(({ from }) => from);
  }

  handleMessage(from: string, message: CarriedMessage): void {
    const known = this.#byId.get(message.id);
    if (message.kind === 'lost') {
      if (known) this.#lose(message.id, known);
    } else if (message.kind === 'request') {
      const visitor = known ?? (roomIn(message) === null ? null : this.#add(from, message));
      // This process gave the room up meanwhile.
      if (!visitor) this.#options.bus.tell(from, { kind: 'drop', id: message.id });
      else visitor.lanes.run(message.name, () => this.#handleRequest(visitor, message));
    }
  }

  /** Handles the loss of the connections of one process, or of all; their seats are kept for the grace time. */
  lose(from?: string): void {
    for (const [id, visitor] of [...this.#byId]) {
      if (from === undefined || visitor.from === from) this.#lose(id, visitor);
    }
  }

  #add(from: string, { id, address }: CarriedRequest): RemoteVisitor {
    const { bus, createLocal } = this.#options;
    const visitor: Visitor = {
      isConnected: () => remote.isConnected,
      outlet: {
        address,
        send: (name, payload) => bus.tell(from, { kind: 'event', id, name, payload }),
        close: () => bus.tell(from, { kind: 'close', id }),
        drop: () => bus.tell(from, { kind: 'drop', id }),
      },
    };
    const remote: RemoteVisitor = {
      from,
      handler: createLocal(visitor),
      lanes: new RequestLanes(),
      isConnected: true,
    };
    this.#byId.set(id, remote);
    return remote;
  }

  async #handleRequest({ from, handler }: RemoteVisitor, request: CarriedRequest): Promise<void> {
    const { bus, logger } = this.#options;
    const { id, number, name, payload } = request;
    const room = roomIn(request);
    try {
      if (room !== null && !(await this.#isHere(room))) {
        bus.tell(from, { kind: 'drop', id });
        return;
      }
      await handler.handleRequest(name, payload, (body) => {
        bus.tell(from, { kind: 'reply', id, number, body });
      });
    } catch (thrown) {
      const { code, message } = toRefusal(thrown, logger);
      bus.tell(from, { kind: 'refusal', id, number, code, message });
    }
  }

  /** Whether this process holds the requested room by now: it may have changed hands meanwhile. */
  async #isHere(room: string): Promise<boolean> {
    const { bus, directory } = this.#options;
    return (await directory.find(room).catch(() => null)) === bus.processId;
  }

  #lose(id: string, visitor: RemoteVisitor): void {
    this.#byId.delete(id);
    visitor.isConnected = false;
    visitor.lanes.end(() => visitor.handler.handleLost());
  }
}

/** The room that a request names: one to join, to look into, or to leave by a ticket. */
function roomIn({ payload }: CarriedRequest): string | null {
  return (payload as { room?: string }).room ?? null;
}
