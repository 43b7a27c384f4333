import { roomNameSchema } from '../../src/core/signaling/protocol.js';
import { read } from '../../src/core/wire-shapes.js';
import type { Visitor } from '../door.js';
import type { RequestHandler } from '../relay.js';
import type { Rooms } from '../rooms.js';
import type { AwaitedAddresses } from './awaited-addresses.js';
import type { RoomDirectory } from './room-directory.js';

/** Where a relay's doings are kept. */
export interface Keeping {
  rooms: Rooms;
  directory: RoomDirectory;
  awaited: AwaitedAddresses;
}

/** A relay after whose requests everything that has to outlive this process is in Redis. */
export class KeptRelay implements RequestHandler {
  readonly #relay: RequestHandler;
  readonly #visitor: Visitor;
  readonly #keeping: Keeping;
  #room: string | null = null;

  constructor(relay: RequestHandler, visitor: Visitor, keeping: Keeping) {
    this.#relay = relay;
    this.#visitor = visitor;
    this.#keeping = keeping;
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    await this.#relay.handleRequest(name, payload, (body) => {
      if (name === 'room:join') this.#room = read(roomNameSchema, (payload as { room: unknown }).room);
      reply(body);
    });
    // Signals and messages change nothing of it, and are most of what there is.
    if (name.startsWith('room:') || name.startsWith('moderate:')) this.#save();
    if (name === 'room:leave') this.#room = null;
  }

  handleLost(): void {
    if (this.#room !== null) this.#keeping.awaited.add(this.#visitor.outlet.address);
    this.#relay.handleLost();
    this.#save();
    this.#room = null;
  }

  #save(): void {
    const { rooms, directory } = this.#keeping;
    if (this.#room !== null) directory.save(this.#room, rooms.find(this.#room)?.record);
  }
}
