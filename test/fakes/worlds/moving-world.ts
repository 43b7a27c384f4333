import type { CallOptions, CallSeams } from '../../../src/core/index.js';
import type { RequestName } from '../../../src/protocol/protocol.js';
import { MemoryEngine, MemoryServedNetwork, type MemoryServedPlane } from '../../../src/testing/index.js';
import { createGate } from '../../harness/gate.js';
import { CallWorld, type Person } from './call-world.js';
import { turn } from '../turn.js';

/** Calls in a room that moves to a media server in memory when it has more than two participants. */
export class MovingWorld extends CallWorld {
  readonly engine: MemoryEngine;
  readonly served: MemoryServedNetwork;
  readonly people: Person[] = [];
  /** What the code of a plane over the media server is loaded by: at once, unless a test holds it back or lets it fail. */
  loadCode: () => Promise<void> = () => Promise.resolve();
  /** The planes over the media server that were made, the first one first. */
  readonly servedPlanes: MemoryServedPlane[] = [];
  /** The newest of each participant, by name. */
  readonly servedOf = new Map<string, MemoryServedPlane>();

  constructor({ meshMax = 2, meshHard = 10 } = {}) {
    const engines: MemoryEngine[] = [];
    super((clock) => {
      const engine = new MemoryEngine(clock);
      engines.push(engine);
      return { meshMax, meshHard, engine, maxParticipants: 20 };
    });
    const [engine] = engines;
    if (engine === undefined) throw new Error('There is no engine.');
    this.engine = engine;
    this.served = new MemoryServedNetwork(this.engine, this.clock);
  }

  /** A participant joins, and what follows at once has happened. */
  async enter(name: string, options: CallOptions = {}): Promise<Person> {
    const person = await this.join(name, options, this.#seamsOf(name));
    this.people.push(person);
    return person;
  }

  /** A participant who has not joined yet. */
  bring(name: string, options: CallOptions = {}): Person {
    const person = this.create(name, options, this.#seamsOf(name));
    this.people.push(person);
    return person;
  }

  /** Participants join, one after another. */
  async enterAll(...names: string[]): Promise<Person[]> {
    const entered: Person[] = [];
    for (const name of names) entered.push(await this.enter(name));
    return entered;
  }

  /** Lets time pass, and what follows from it happen. */
  async pass(ms: number, stepMs = 50): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.advance(Math.min(stepMs, ms - passed));
      for (let turns = 0; turns < 4; turns += 1) await turn();
    }
  }

  #seamsOf(name: string): Partial<CallSeams> {
    return {
      createServedPlane: async (access) => {
        await this.loadCode();
        const plane = this.served.createPlane(access);
        this.servedPlanes.push(plane);
        this.servedOf.set(name, plane);
        return plane;
      },
    };
  }
}

/** Whether a participant has the camera and the microphone of each other one. */
export function receivesAll({ call }: Person): boolean {
  return call.snapshot.participants
    .filter(({ isLocal }) => !isLocal)
    .every(
      ({ sources, connection }) =>
        connection === 'connected' &&
        [sources.camera, sources.microphone].every(({ track }) => track?.readyState === 'live'),
    );
}

/** Lets requests of that name wait until what is returned is called. */
export function holdBack({ transports }: Person, held: RequestName): () => void {
  const gate = createGate();
  for (const transport of transports) {
    const request = transport.request.bind(transport);
    transport.request = async (name, payload, signal) => {
      if (name === held) await gate.opened;
      return await request(name, payload, signal);
    };
  }
  return gate.open;
}
