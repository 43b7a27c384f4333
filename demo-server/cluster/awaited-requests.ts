import type { Admission } from '../../src/protocol/protocol.js';
import type { RequestHandler, Seating, Visitor } from '../../src/room-server/index.js';
import type { AwaitedAddresses } from './awaited-addresses.js';

/** The requests of a connection whose seat is here: once it is lost, every process lets it reconnect. */
export class AwaitedRequests implements RequestHandler {
  readonly #requests: RequestHandler;
  readonly #visitor: Visitor;
  readonly #seating: Seating;
  readonly #awaited: AwaitedAddresses;
  #hasPlace = false;

  constructor(requests: RequestHandler, visitor: Visitor, seating: Seating, awaited: AwaitedAddresses) {
    this.#requests = requests;
    this.#visitor = visitor;
    this.#seating = seating;
    this.#awaited = awaited;
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    await this.#requests.handleRequest(name, payload, (body) => {
      if (name === 'room:join') this.#handleJoined(body);
      if (name === 'room:leave') this.#hasPlace = false;
      reply(body);
    });
  }

  handleLost(): void {
    const { address } = this.#visitor.outlet;
    this.#requests.handleLost();
    if (this.#hasPlace) this.#awaited.add(address, this.#seating.awaitedAt(address));
    this.#hasPlace = false;
  }

  #handleJoined(body: object): void {
    this.#hasPlace = true;
    if ('self' in body) this.#awaited.remove(this.#visitor.outlet.address, (body as Admission).self.id);
  }
}
