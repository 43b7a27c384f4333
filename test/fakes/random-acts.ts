import { tell } from '../../src/core/base/typed-events.js';
import type { Draw } from '../harness/random.js';
import type { Person } from './worlds/call-world.js';
import type { MovingWorld } from './worlds/moving-world.js';

/** One who stays in the call all the time and may have it all; one who comes and goes; and all together. */
export interface Cast {
  readonly host: Person;
  readonly guest: Person;
  readonly all: readonly Person[];
}

/** What may happen in a call at any time, by name; what is drawn for it decides how. */
export class RandomActs {
  /** The texts that were sent, each another one. */
  readonly texts: string[] = [];
  readonly #world: MovingWorld;
  readonly #cast: Cast;
  readonly #draw: Draw;
  readonly #dropped = new Set<string>();
  #isEngineLost = false;

  constructor(world: MovingWorld, cast: Cast, draw: Draw) {
    this.#world = world;
    this.#cast = cast;
    this.#draw = draw;
  }

  readonly acts: Readonly<Record<string, (person: Person) => void>> = {
    microphone: ({ call }) => {
      quietly(call.setMicrophone(this.#isHeads));
    },
    camera: ({ call }) => {
      quietly(call.setCamera(this.#isHeads));
    },
    cameraOffAndOn: ({ call }) => {
      quietly(call.setCamera(false));
      quietly(call.setCamera(true));
    },
    device: ({ call }) => {
      quietly(call.selectDevice('camera', this.#draw.pick(['front', 'back'])));
    },
    screen: ({ call }) => {
      quietly(call.shareScreen(this.#isHeads));
    },
    hand: ({ call }) => {
      quietly(call.raiseHand(this.#isHeads));
    },
    name: ({ call }) => {
      call.configure({ displayName: `${call.snapshot.self.name.slice(0, 3)}${String(this.#draw.below(9))}` });
    },
    message: (person) => {
      // What is sent just before leaving is not to arrive.
      if (person === this.#cast.guest) return;
      const text = `message ${String(this.texts.length + 1)}`;
      this.texts.push(text);
      quietly(person.call.sendMessage(text));
    },
    mute: ({ id }) => {
      quietly(this.#cast.host.call.muteParticipant(id));
    },
    role: (person) => {
      const role = this.#draw.pick(['guest', 'guest', 'viewer', 'cohost'] as const);
      if (person !== this.#cast.host) quietly(this.#cast.host.call.setRole(person.id, role));
    },
    drop: ({ id, call }) => {
      if (call.snapshot.state !== 'joined') return;
      this.#world.signaling.drop(id);
      this.#dropped.add(id);
    },
    restore: () => {
      for (const id of this.#dropped) this.#world.signaling.restore(id);
      this.#dropped.clear();
    },
    restart: () => {
      this.#world.signaling.restart();
    },
    engine: () => {
      if (this.#isEngineLost) this.#world.engine.restore();
      else this.#world.engine.lose();
      this.#isEngineLost = !this.#isEngineLost;
    },
    plane: () => {
      const { servedPlanes } = this.#world;
      if (servedPlanes.length > 0) tell(this.#draw.pick(servedPlanes), 'plane-state', { state: 'lost', sources: [] });
    },
    renew: ({ call, planes }) => {
      const others = call.snapshot.participants.filter(({ isLocal }) => !isLocal);
      if (others.length > 0) planes.at(-1)?.renewLink(this.#draw.pick(others).id);
    },
    uplink: () => {
      this.#setUplink(this.#draw.pick([60, Infinity]));
    },
    leaveOrJoin: () => {
      const { call } = this.#cast.guest;
      quietly(call.snapshot.state === 'left' ? call.join() : call.leave());
    },
    leaveAndJoin: () => {
      quietly(this.#cast.guest.call.leave());
      quietly(this.#cast.guest.call.join());
    },
  };

  /** Lets one of them happen to someone. Returns what it was. */
  act(): string {
    const names = [...Object.keys(this.acts), 'restore', 'microphone', 'camera', 'message'];
    const name = this.#draw.pick(names);
    const person = this.#draw.pick(this.#cast.all);
    const what = `${name} ${person.call.snapshot.self.name}`;
    this.acts[name]?.(person);
    return what;
  }

  /** Nothing is away or narrow any more. */
  mend(): void {
    this.acts['restore']?.(this.#cast.host);
    this.#setUplink(Infinity);
    if (this.#isEngineLost) this.acts['engine']?.(this.#cast.host);
  }

  get #isHeads(): boolean {
    return this.#draw.below(2) === 0;
  }

  #setUplink(uplinkKbps: number): void {
    this.#world.network.conditions = { ...this.#world.network.conditions, uplinkKbps };
  }
}

/** A wish may be refused, or another may take its place. */
function quietly(wish: Promise<unknown>): void {
  wish.catch(() => undefined);
}
