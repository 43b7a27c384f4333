import { expect } from '@open-wc/testing';
import {
  CallController,
  type CallEvent,
  type CallEventMap,
  type CallOptions,
  type CallSeams,
  type Participant,
} from '../../../src/core/index.js';
import { MemorySignaling, type MemorySignalingOptions } from '../../../src/testing/memory/memory-signaling.js';
import type { RequestName } from '../../../src/protocol/protocol.js';
import type { SignalingTransport } from '../../../src/core/signaling/signaling-transport.js';
import { MemoryNetwork, type MemoryPlane } from '../../../src/testing/index.js';
import { lazyParts } from '../../../src/core/call/lazy/features.js';
import { FakeClock } from '../browser/fake-clock.js';
import { FakeDevices } from '../browser/fake-devices.js';
import { FakeDisplays } from '../browser/fake-displays.js';
import { turn } from '../turn.js';

const EVENTS: readonly (keyof CallEventMap)[] = [
  ...(['noom-state-changed', 'noom-joined', 'noom-left', 'noom-participant-joined', 'noom-participant-left'] as const),
  ...(['noom-track-added', 'noom-track-removed', 'noom-active-speaker-changed', 'noom-device-changed'] as const),
  ...([
    'noom-reaction',
    'noom-message-received',
    'noom-data-received',
    'noom-hand-changed',
    'noom-pin-changed',
    'noom-error',
  ] as const),
  ...([
    'noom-knocked',
    'noom-admitted',
    'noom-denied',
    'noom-muted',
    'noom-unmute-asked',
    'noom-role-changed',
    'noom-locked-changed',
    'noom-topology-changed',
    'noom-screen-started',
    'noom-screen-stopped',
    'noom-file-offered',
    'noom-file-received',
  ] as const),
];

/** One participant's call, with everything it uses and everything it reported. */
export class Person {
  readonly call: CallController;
  readonly devices = new FakeDevices();
  readonly displays = new FakeDisplays();
  readonly planes: MemoryPlane[] = [];
  readonly transports: SignalingTransport[] = [];
  /** What the server was asked, in order. */
  readonly requests: { name: RequestName; payload: object }[] = [];
  readonly told: CallEvent[] = [];
  /** Called when a request has just been sent, and has not arrived yet. */
  handleRequest: (name: RequestName) => void = () => undefined;

  constructor(world: CallWorld, options: CallOptions, seams: Partial<CallSeams>) {
    this.call = new CallController(options, {
      createTransport: () => this.#record(world.signaling.createTransport()),
      createPlane: (planeOptions) => {
        const plane = world.network.createPlane(planeOptions);
        this.planes.push(plane);
        return plane;
      },
      devices: this.devices,
      displays: this.displays,
      storage: null,
      clock: world.clock,
      ...seams,
    });
    for (const type of EVENTS) this.call.addEventListener(type, (event) => this.told.push(event));
  }

  get id(): string {
    return this.call.snapshot.self.id;
  }

  /** The others in the room, by name. */
  get others(): string[] {
    return this.call.snapshot.participants.filter(({ isLocal }) => !isLocal).map(({ name }) => name);
  }

  /** Another participant, as this one sees them. */
  seen(name: string): Participant {
    const found = this.call.snapshot.participants.find((each) => !each.isLocal && each.name === name);
    if (found === undefined) throw new Error(`${name} is not there.`);
    return found;
  }

  /** Who has left, and why, in order. */
  get left(): string[] {
    return this.heard('noom-participant-left').map(({ participant, reason }) => `${participant.name}: ${reason}`);
  }

  /** The events of these types, in order. */
  heard<Type extends keyof CallEventMap>(...types: Type[]): CallEventMap[Type][] {
    return this.told.filter(({ type }) => (types as string[]).includes(type)) as CallEventMap[Type][];
  }

  /** The payloads of the requests of that name, in order. */
  asked(name: RequestName): object[] {
    return this.requests.filter((request) => request.name === name).map(({ payload }) => payload);
  }

  /** How many links, connections and live tracks there are: none after leaving. */
  async leftovers(): Promise<{ links: number; connections: number; tracks: number }> {
    const stats = await Promise.all(this.planes.map((plane) => plane.getStats()));
    return {
      links: stats.reduce((count, { length }) => count + length, 0),
      connections: this.transports.filter(({ isConnected }) => isConnected).length,
      tracks: this.devices.liveTracks.length + this.displays.liveTracks.length,
    };
  }

  #record(transport: SignalingTransport): SignalingTransport {
    const request = transport.request.bind(transport);
    transport.request = (name, payload, signal) => {
      this.requests.push({ name, payload });
      const asked = request(name, payload, signal);
      this.handleRequest(name);
      return asked;
    };
    this.transports.push(transport);
    return transport;
  }
}

/** Nothing is left of a call. */
export const NOTHING = { links: 0, connections: 0, tracks: 0 };

/** Calls on a server and a network in memory, on a clock that stands still. */
export class CallWorld {
  readonly clock = new FakeClock();
  readonly signaling: MemorySignaling;
  readonly network = new MemoryNetwork(this.clock);
  readonly #people: Person[] = [];

  constructor(options: MemorySignalingOptions | ((clock: FakeClock) => MemorySignalingOptions) = {}) {
    const given = typeof options === 'function' ? options(this.clock) : options;
    this.signaling = new MemorySignaling({ ...given, clock: this.clock });
  }

  /** A participant who has not joined yet. */
  create(displayName: string, options: CallOptions = {}, seams: Partial<CallSeams> = {}): Person {
    const person = new Person(this, { room: 'tea', displayName, ...options }, seams);
    this.#people.push(person);
    return person;
  }

  /** A participant who has joined, when everything that follows from it at once has happened. */
  async join(displayName: string, options: CallOptions = {}, seams: Partial<CallSeams> = {}): Promise<Person> {
    const person = this.create(displayName, options, seams);
    await person.call.join();
    await turn();
    // What the calls requested before is there by then.
    await lazyParts.load();
    await turn();
    return person;
  }

  /** All participants leave; fails when anything is left of any of them. */
  async close(): Promise<void> {
    for (const { call, devices, displays } of this.#people) {
      await call.leave();
      devices.release();
      displays.release();
    }
    await turn();
    for (const person of this.#people) {
      expect(await person.leftovers(), `left behind by ${person.call.snapshot.self.name}`).to.deep.equal(NOTHING);
    }
    this.signaling.close();
    // A page whose leave the server has not received goes on sending it for half a minute.
    this.clock.advance(30_000);
    await turn();
    expect(this.clock.pending, 'timers left behind').to.equal(0);
  }
}
