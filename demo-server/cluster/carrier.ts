import { randomUUID } from 'node:crypto';
import { roomNameSchema } from '../../src/protocol/protocol.js';
import { read } from '../../src/protocol/shapes.js';
import {
  alreadySeated,
  readRequest,
  Refusal,
  type CreateHandler,
  type RequestHandler,
  type Visitor,
} from '../../src/room-server/index.js';
import type { CarriedConnections } from './carried-connections.js';
import type { RoomDirectory } from './room-directory.js';

/**
 * Checks whether a newcomer may begin a room at all, before it is claimed: a claim costs every process something.
 * Refuses by throwing a `Refusal`.
 */
export type Vet = (room: string, join: object, address: string) => Promise<void>;

/** What a `Carrier` needs. */
export interface CarrierOptions {
  processId: string;
  vet: Vet;
  directory: RoomDirectory;
  carried: CarriedConnections;
  /** Serves a connection whose room is here. */
  createLocal: CreateHandler;
}

/** One connection at its own process: brings its requests to the process that holds its room, this or another. */
export class Carrier implements RequestHandler {
  readonly #options: CarrierOptions;
  readonly #visitor: Visitor;
  readonly #local: RequestHandler;
  #target: RequestHandler;
  #hasPlace = false;

  constructor(visitor: Visitor, options: CarrierOptions) {
    const { outlet } = visitor;
    this.#options = options;
    this.#visitor = {
      isConnected: () => visitor.isConnected(),
      outlet: {
        address: outlet.address,
        send: (name, payload) => {
          // The only exit from a room that is not requested and leaves the connection open.
          if (name === 'lobby:denied') this.#hasPlace = false;
          outlet.send(name, payload);
        },
        close: () => outlet.close(),
        drop: () => outlet.drop(),
      },
    };
    this.#local = options.createLocal(this.#visitor);
    this.#target = this.#local;
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    // The process of its room would take it for a request that came to the wrong one.
    if (this.#hasPlace && (name === 'room:join' || name === 'room:peek')) {
      // What is wrong with it counts first, as it does there.
      readRequest(name, payload);
      throw alreadySeated();
    }
    if (name === 'room:join') {
      await this.#turnTo(payload);
      // A process that hung reads what came in meanwhile: the page may be in the room by another process by now.
      if (!this.#visitor.isConnected()) throw new Refusal('not-allowed', 'The connection is closed.');
    }
    if (name === 'room:leave' && !this.#hasPlace) await this.#turnBack(payload, true);
    if (name === 'room:peek') await this.#turnBack(payload, false);
    await this.#target.handleRequest(name, payload, (body) => {
      if (name === 'room:join') this.#hasPlace = true;
      if (name === 'room:leave') this.#hasPlace = false;
      reply(body);
    });
  }

  handleLost(): void {
    this.#target.handleLost();
  }

  /** Finds the process of the room to join. @throws Refusal `internal` when it is not known. */
  async #turnTo(payload: unknown): Promise<void> {
    const { room, resume } = (payload ?? {}) as { room?: unknown; resume?: unknown };
    const name = read(roomNameSchema, room);
    // An invalid name is refused here as anywhere.
    const owner =
      name === null ? this.#options.processId : await this.#locate(name, payload ?? {}, resume !== undefined);
    this.#setTarget(owner);
  }

  /**
   * Finds the process of the room to leave by a ticket, or to look into. @throws Refusal `internal` when it is not
   * known.
   */
  async #turnBack(payload: unknown, isReturn: boolean): Promise<void> {
    const name = read(roomNameSchema, (payload as { room?: unknown } | null | undefined)?.room);
    if (name === null) return;
    const owner = await this.#ask(() => this.#options.directory.find(name), isReturn);
    // If no process holds it, there is no seat to give up, and nobody to tell of.
    this.#setTarget(owner ?? this.#options.processId);
  }

  #setTarget(owner: string): void {
    const { processId, carried } = this.#options;
    this.#target.handleLost();
    this.#target = owner === processId ? this.#local : carried.add(randomUUID(), owner, this.#visitor);
  }

  async #locate(name: string, join: object, isReturn: boolean): Promise<string> {
    const { directory, vet } = this.#options;
    const owner = await this.#ask(() => directory.find(name), isReturn);
    if (owner !== null) return owner;
    await vet(name, join, this.#visitor.outlet.address);
    return await this.#ask(() => directory.locate(name), isReturn);
  }

  async #ask<Answer>(ask: () => Promise<Answer>, isReturn: boolean): Promise<Answer> {
    try {
      return await ask();
    } catch (cause) {
      // A participant who has a seat keeps trying; a refusal would end their call.
      if (isReturn) this.#visitor.outlet.drop();
      throw new Refusal('internal', 'The server cannot find out where that room is; try again.', { cause });
    }
  }
}
