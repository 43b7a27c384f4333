import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { WireClient, type WireEvent } from '../harness/server/wire-client.js';

/** Makes a token for a room; none where the server requires none. */
export type TokenFor = (room: string, claims?: object) => Promise<string | undefined>;

interface Person {
  client: WireClient;
  id: string;
  /** How many of their events were checked. */
  seen: number;
}

/**
 * Two rooms of two participants who chat and signal while others misbehave elsewhere. No other client knows the rooms'
 * names. Each exchange fails when anything is missing, doubled, out of order or not meant for them.
 */
export class HonestRooms {
  readonly #rooms: readonly (readonly [Person, Person])[];
  #exchanges = 0;

  constructor(rooms: readonly (readonly [Person, Person])[]) {
    this.#rooms = rooms;
  }

  static async open(url: string, tokenFor: TokenFor): Promise<HonestRooms> {
    const pairs = [];
    for (let count = 0; count < 2; count += 1) {
      const room = `honest ${randomUUID()}`;
      const [one, other] = [await sit(url, room, tokenFor), await sit(url, room, tokenFor)];
      await one.client.event('participant:joined');
      one.seen = 1;
      pairs.push([one, other] as const);
    }
    return new HonestRooms(pairs);
  }

  /** The id of a participant in a private room. */
  get someId(): string {
    return this.#rooms[0]?.[0].id ?? '';
  }

  /**
   * Has each participant chat and signal to the other of their room, and checks that this, and nothing else, arrives.
   */
  async exchange(): Promise<void> {
    this.#exchanges += 1;
    const word = `word ${String(this.#exchanges)}`;
    await Promise.all(this.#rooms.flatMap(([one, other]) => [talk(one, other, word), talk(other, one, word)]));
  }

  leave(): void {
    for (const { client } of this.#rooms.flat()) client.drop();
  }
}

async function sit(url: string, room: string, tokenFor: TokenFor): Promise<Person> {
  const client = await WireClient.connect(url);
  const token = await tokenFor(room);
  const { self } = await client.join(room, 'Honest', token === undefined ? {} : { token });
  return { client, id: self.id, seen: 0 };
}

async function talk(from: Person, to: Person, word: string): Promise<void> {
  const acks = [
    from.client.request('chat:send', { id: word, text: word }),
    from.client.request('signal:send', { to: to.id, candidate: { candidate: word }, generation: 1 }),
  ];
  for (const ack of await Promise.all(acks)) assert.equal(ack.ok, true, `an honest request: ${JSON.stringify(ack)}`);
  await to.client.event('signal:message', ({ candidate }) => (candidate as { candidate: string }).candidate === word);
  const told = to.client.events.slice(to.seen);
  assert.deepEqual(told.map(describe), [`chat:message ${word} ${from.id}`, `signal:message ${word} ${from.id}`]);
  assert.deepEqual(
    told.map(({ payload }) => payload.seq),
    [to.seen + 1, to.seen + 2],
  );
  assert.deepEqual(to.client.strays, []);
  to.seen += 2;
}

function describe({ name, payload }: WireEvent): string {
  const { candidate } = (payload.candidate ?? {}) as { candidate?: string };
  return [name, payload.text ?? candidate, payload.from].join(' ');
}
