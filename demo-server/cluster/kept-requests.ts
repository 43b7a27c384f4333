import { roomNameSchema, type Admission } from '../../src/core/signaling/protocol.js';
import { read } from '../../src/core/wire-shapes.js';
import { laneOf, type RequestHandler, type Rooms, type Seating, type Visitor } from '../../src/room-server/index.js';
import type { AwaitedAddresses } from './awaited-addresses.js';
import type { RoomDirectory } from './room-directory.js';

/** Where what has to outlive this process is kept. */
export interface Keeping {
  rooms: Rooms;
  seating: Seating;
  directory: RoomDirectory;
  awaited: AwaitedAddresses;
}

/** A handler after whose requests everything that has to outlive this process is in Redis. */
export class KeptRequests implements RequestHandler {
  readonly #requests: RequestHandler;
  readonly #visitor: Visitor;
  readonly #keeping: Keeping;
  #room: string | null = null;

  constructor(requests: RequestHandler, visitor: Visitor, keeping: Keeping) {
    this.#requests = requests;
    this.#visitor = visitor;
    this.#keeping = keeping;
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    await this.#requests.handleRequest(name, payload, (body) => {
      if (name === 'room:join') this.#handleJoined((payload as { room: unknown }).room, body);
      reply(body);
    });
    // Signals and messages change nothing of it, and are most of what there is.
    if (laneOf(name) === 'entry' || laneOf(name) === 'moderation') this.#save();
    if (name === 'room:leave') this.#room = null;
  }

  handleLost(): void {
    const { awaited, seating } = this.#keeping;
    const { address } = this.#visitor.outlet;
    this.#requests.handleLost();
    if (this.#room !== null) awaited.add(address, seating.awaitedAt(address));
    this.#save();
    this.#room = null;
  }

  #handleJoined(room: unknown, body: object): void {
    this.#room = read(roomNameSchema, room);
    if ('self' in body) this.#keeping.awaited.remove(this.#visitor.outlet.address, (body as Admission).self.id);
  }

  #save(): void {
    const { rooms, directory } = this.#keeping;
    if (this.#room !== null) directory.save(this.#room, rooms.find(this.#room)?.record);
  }
}
