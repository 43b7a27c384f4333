import type { RawEvent } from '../worlds/harness.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

/** A participant, on one connection after another. */
interface Person {
  readonly name: string;
  connection: Connection;
  resume: string;
  /** What they were told on earlier connections. */
  readonly earlier: Connection['told'];
}

const SEATS = 60;
/** Longer than a test lasts: what was not told to a page that never comes back is of no interest to it. */
const GRACE_MS = 600_000;
const MANY = 12;

/** A room whose participants do anything at any time; all of their pages have the same features. */
export class GatheredHall {
  readonly #features: readonly string[];
  readonly #engine = createEngine(null, { maxParticipants: SEATS, maxWaiting: SEATS, graceMs: GRACE_MS });
  readonly #people: Person[] = [];
  #count = 0;

  constructor(features: readonly string[]) {
    this.#features = [...features, 'react'];
  }

  /** What each participant was told, in order, one event each. */
  get told(): Record<string, unknown[]> {
    return Object.fromEntries(this.#people.map((person) => [person.name, allTold(person).flatMap(single).map(plain)]));
  }

  /** How many messages that were. */
  get messages(): number {
    return this.#people.reduce((sum, person) => sum + allTold(person).length, 0);
  }

  /** Lets something happen; what is refused is refused. */
  async play(kind: string, who: number, what: number): Promise<void> {
    const person = this.#people[who % Math.max(1, this.#people.length)];
    if (kind === 'join') await this.#join();
    else if (kind === 'joinMany') for (let turn = 0; turn < MANY; turn += 1) await this.#join();
    else if (kind === 'pass') this.#engine.clock.advance(what % 300);
    else if (kind === 'passLong') this.#engine.clock.advance(what * 2);
    else if (person) await this.#act(person, kind, what);
  }

  /** All whose connection is lost are back, and everything is told. */
  async settle(): Promise<void> {
    for (const person of this.#people) if (!person.connection.isConnected) await this.#return(person);
    this.#engine.clock.advance(5000);
  }

  async #act(person: Person, kind: string, what: number): Promise<void> {
    const { connection } = person;
    const other = this.#people[what % this.#people.length];
    // One who loses the seat while they are away comes back with the number of the last event that they received.
    const isSafe = !['remove', 'deny'].includes(kind) || other?.connection.isConnected === true;
    const id = isSafe ? idOf(other) : '';
    const isOn = what % 2 === 0;
    const requests: Readonly<Record<string, readonly [string, object]>> = {
      mute: ['state:set', { sources: { microphone: isOn, camera: what % 3 === 0 } }],
      hand: ['state:set', { hand: isOn }],
      name: ['state:set', { name: `Name ${String(what % 5)}` }],
      chat: ['chat:send', { id: `m${String(what)}`, text: 'hello' }],
      react: ['react', { id: `r${String(what)}`, emoji: '👏' }],
      muteAll: ['moderate:mute', {}],
      role: ['moderate:role', { id, role: isOn ? 'cohost' : 'viewer' }],
      remove: ['moderate:remove', { id }],
      spotlight: ['moderate:spotlight', { id: isOn ? id : null }],
      lobbyOn: ['moderate:lobby', { on: true }],
      lobbyOff: ['moderate:lobby', { on: false }],
      admit: ['moderate:admit', { id }],
      deny: ['moderate:deny', { id }],
      leave: ['room:leave', {}],
    };
    const request = requests[kind];
    // Moderation is the host's, who is the first.
    const actor = kind.startsWith('lobby') || ['role', 'remove', 'muteAll', 'admit', 'deny'].includes(kind);
    if (request) await attempt(actor ? (this.#people[0]?.connection ?? connection) : connection, ...request);
    else if (kind === 'leaveMany') {
      for (const each of this.#people.slice(-MANY)) await attempt(each.connection, 'room:leave', {});
    } else if (kind === 'lose') connection.lose();
    else if (kind === 'back' && !connection.isConnected) await this.#return(person);
    else if (kind === 'take') await this.#return(person);
  }

  async #join(): Promise<void> {
    this.#count += 1;
    const connection = this.#engine.connect();
    const person = { name: `P${String(this.#count)}`, connection, resume: '', earlier: [] };
    this.#people.push(person);
    await this.#ask(person, {});
  }

  /** On another connection, whether the one before is lost or not. */
  async #return(person: Person): Promise<void> {
    const { connection } = person;
    person.connection = this.#engine.connect();
    // What came to the former connection by now is known; what comes later is of no interest to the page.
    const lastSeq = Math.max(0, ...person.earlier.concat(connection.told).map(({ payload }) => Number(payload.seq)));
    person.earlier.push(...connection.told);
    await this.#ask(person, { resume: person.resume, lastSeq });
  }

  async #ask(person: Person, more: object): Promise<void> {
    const request = { room: 'hall', name: person.name, protocol: 2, features: this.#features, ...more };
    const answer = await attempt(person.connection, 'room:join', request);
    if (typeof answer.resume === 'string') person.resume = answer.resume;
  }
}

/** What was told on all connections of a participant; the end of one that was replaced is not numbered. */
function allTold({ earlier, connection }: Person): Connection['told'] {
  return [...earlier, ...connection.told].filter(({ name }) => name !== 'room:ended');
}

async function attempt(connection: Connection, name: string, payload: object): Promise<Record<string, unknown>> {
  return await connection.request(name, payload).catch(() => ({}));
}

function single({ name, payload }: Connection['told'][number]): Connection['told'] {
  return name === 'gathered' ? (payload.events as RawEvent[]) : [{ name, payload }];
}

/** Without what is random, and without the features of pages, which differ. */
function plain(event: Connection['told'][number]): unknown {
  return JSON.parse(JSON.stringify(event), (key, value: unknown) =>
    ['features', 'resume', 'startedAt'].includes(key) ? undefined : value,
  ) as unknown;
}

/** The id of a participant, as the others know it: they have numbers in the order in which they came. */
function idOf(person: Person | undefined): string {
  return person === undefined ? '' : `p${person.name.slice(1)}`;
}
