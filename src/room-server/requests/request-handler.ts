import type { Visitor } from './admission.js';
import { Caller, type RequestParts } from './caller.js';
import { readRequest } from './request-reader.js';
import { REQUESTS, type RequestEntry } from './request-table.js';

/** Answers the requests of one connection. */
export interface RequestHandler {
  /**
   * Handles any request. To be called in turn, as `RequestLanes` has it: one request of each lane may be under way.
   * `reply` is called before anything else can be sent to this connection. Refuses by throwing a `Refusal`.
   */
  handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void>;
  /** The connection is lost: a seat it holds is kept for the grace time. To be called after all of its requests. */
  handleLost(): void;
}

/** Makes the handler of a connection's requests. */
export type CreateHandler = (visitor: Visitor) => RequestHandler;

/** Handles one connection's requests, none of which reaches beyond its own room. Refuses by throwing a `Refusal`. */
export class RoomRequests implements RequestHandler {
  readonly #caller: Caller;

  constructor(visitor: Visitor, parts: RequestParts) {
    this.#caller = new Caller(visitor, parts);
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    const request = readRequest(name, payload);
    // Its payload was parsed by that name.
    const { handle } = REQUESTS[request.name] as RequestEntry;
    await handle(this.#caller, request.payload, reply);
  }

  handleLost(): void {
    this.#caller.handleLost();
  }
}
