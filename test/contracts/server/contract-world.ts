import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import type { Admission } from '../../../src/protocol/protocol.js';
import { TEST_SECRET, signToken, type TokenOptions } from '../../harness/server/sign-token.js';
import { WireClient, type WireAck, type WireOptions } from '../../harness/server/wire-client.js';

/** The server under test: one address for each of its processes. */
export interface Target {
  readonly urls: readonly string[];
  /** What its tokens are signed with; by default, the tests' own secret. */
  readonly secret?: string | undefined;
  stop(): Promise<unknown>;
}

/** A participant with a seat. */
export interface Seated {
  client: WireClient;
  admission: Admission;
  id: string;
}

/**
 * One test's participants at a server that others may use meanwhile: its rooms have unique names, and where there are
 * several processes, the participants use them in turn.
 */
export class ContractWorld {
  readonly #target: Target;
  readonly #clients: WireClient[] = [];
  readonly #suffix = randomUUID();
  /** An address for examples (RFC 3849); believed only where a proxy is trusted. */
  readonly #address = `2001:db8:${[0, 0].map(() => randomInt(0xffff).toString(16)).join(':')}::1`;
  #turn = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  /** The address of the next process. */
  nextUrl(): string {
    return this.#target.urls[this.#turn++ % this.#target.urls.length] ?? '';
  }

  /** A room of this test alone; the same word is the same room. */
  room(word: string): string {
    return `${word} ${this.#suffix}`;
  }

  /** A connection; `address` is what a proxy would report. */
  async connect({ headers, ...options }: WireOptions = {}, address = this.#address): Promise<WireClient> {
    const proxied = { 'x-forwarded-for': address, ...headers };
    const client = await WireClient.connect(this.nextUrl(), { ...options, headers: proxied });
    this.#clients.push(client);
    return client;
  }

  /** Participants with seats in one room of this test, the first of whom begins it. */
  async joined<Names extends readonly string[]>(
    word: string,
    ...names: Names
  ): Promise<{ [Name in keyof Names]: Seated }> {
    const seated: Seated[] = [];
    for (const name of names) seated.push(await this.join(word, name));
    return seated as { [Name in keyof Names]: Seated };
  }

  /** A participant with a seat; fails the test when refused. */
  async join(word: string, name: string, more: object = {}): Promise<Seated> {
    const client = await this.connect();
    const admission = await client.join(this.room(word), name, more);
    return { client, admission, id: admission.self.id };
  }

  /** A request to join a room: its connection, and the answer. */
  async knock(word: string, name: string, more: object = {}): Promise<{ client: WireClient; ack: WireAck }> {
    const client = await this.connect();
    return { client, ack: await client.request('room:join', { room: this.room(word), name, ...more }) };
  }

  /** A token for a room of this test. */
  async token(word: string, claims: Record<string, unknown> = {}, options: TokenOptions = {}): Promise<string> {
    const { secret = TEST_SECRET } = this.#target;
    return await signToken({ room: this.room(word), ...claims }, { secret, ...options });
  }

  close(): void {
    for (const client of this.#clients) client.drop();
  }
}

/** Fails unless a request was refused with that code and a message. */
export function refused(ack: WireAck, code: string, what = ''): void {
  assert.deepEqual([ack.ok, ack.error?.code], [false, code], `${what} ${JSON.stringify(ack)}`);
  assert.notEqual(ack.error?.message, '');
}

/** Fails unless a request succeeded. */
export function done(ack: WireAck): void {
  assert.equal(ack.ok, true, JSON.stringify(ack));
}

/**
 * Fails unless a connection was told these events, by number and name, and no others. Waits for the last of them: what
 * goes to one connection may arrive after the answer to a request on another.
 */
export async function wasTold(client: WireClient, expected: readonly string[]): Promise<void> {
  const [seq = '', name] = expected.at(-1)?.split(' ') ?? [];
  if (name !== undefined) await client.event(name, (payload) => payload.seq === Number(seq));
  assert.deepEqual(
    client.events.map((event) => `${String(event.payload.seq)} ${event.name}`),
    expected,
  );
}
