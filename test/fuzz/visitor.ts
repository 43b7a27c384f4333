import assert from 'node:assert/strict';
import { parseAck, type RequestName } from '../../src/protocol/protocol.js';
import { REFUSAL_CODES } from '../harness/server/refusal-codes.js';
import type { WireAck, WireClient } from '../harness/server/wire-client.js';
import { REQUEST_NAMES } from './payloads.js';
import { RESERVED_NAMES, type Attempt } from './scenes.js';

const MAX_FRAME_BYTES = 64 * 1024;

/** What the words with `$` in an attempt stand for. */
export type Words = Readonly<Record<string, string>>;

/** Somebody who sends anything, and what is known of them. */
export class Visitor {
  readonly client: WireClient;
  readonly token: string;
  id = '';
  ticket = '';
  readonly #asked = new Map<number, string>();
  /** Whether they did what costs the connection. */
  #mayEnd = false;

  constructor(client: WireClient, token: string) {
    this.client = client;
    this.token = token;
  }

  /** The id of whoever knocked last, as far as they were told. */
  get waiting(): string {
    const knock = this.client.events.findLast(({ name }) => name === 'lobby:knocked');
    return (knock?.payload.participant as { id: string } | undefined)?.id ?? '';
  }

  /** Joins as an honest client would. */
  async join(room: string): Promise<void> {
    const token = this.token === '' ? {} : { token: this.token };
    this.#learn(await this.client.request('room:join', { room, name: 'Visitor', ...token }));
  }

  /** Sends what was thought up; waits for its answer if it is meant to. */
  async attempt({ name, json, hasAck, isAwaited, attachments }: Attempt, words: Words): Promise<void> {
    const fill = (text: string): string => text.replace(/\$([a-zA-Z]+)/g, (all, word: string) => words[word] ?? all);
    const id = hasAck ? this.client.takeId() : null;
    const args = [JSON.stringify(name), fill(json)].filter((part) => part !== '').join(',');
    // Socket.IO's type 5, with how many frames of bytes come after it; 2 has none.
    const type = attachments ? `5${String(attachments.announced)}-` : '2';
    const frame = `4${type}${String(id ?? '')}[${args}]`;
    if (attachments || RESERVED_NAMES.includes(name) || Buffer.byteLength(frame) > MAX_FRAME_BYTES) this.#mayEnd = true;
    this.client.send(frame);
    for (let sent = 0; sent < (attachments?.sent ?? 0); sent += 1) this.client.send(Buffer.from('bytes'));
    if (id === null) return;
    this.#asked.set(id, name);
    if (!isAwaited || this.#mayEnd) return;
    await this.#allDone('fuzz:mark');
    const [ack] = this.client.acksOf(id);
    if (ack && name === 'room:join') this.#learn(ack);
  }

  /** Checks that everything was answered once, and goes. */
  async finish(isAbandoned: boolean): Promise<void> {
    const isAnswered = await this.#allDone(isAbandoned ? 'fuzz:last' : 'room:leave');
    for (const [id, name] of this.#asked) {
      const acks = this.client.acksOf(id);
      if (isAnswered) assert.equal(acks.length, 1, `"${name}" has one answer: ${JSON.stringify(acks)}`);
      for (const each of acks) checkAck(name, each);
    }
    assert.deepEqual(this.client.strays, []);
    this.client.drop();
  }

  #learn(ack: WireAck): void {
    const { self, resume } = ack as { self?: { id: string }; resume?: string };
    this.id = self?.id ?? this.id;
    this.ticket = resume ?? this.ticket;
  }

  /**
   * Resolves once everything asked before has been done, for requests are done in their order: a missing answer is found, and not
   * waited for. Gives `false` when the connection was ended for a reason instead; nobody else's connection ever is.
   */
  async #allDone(marker: string): Promise<boolean> {
    try {
      await this.client.request(marker);
      return true;
    } catch (error) {
      if (this.#mayEnd || this.client.eventNames.includes('room:ended')) return false;
      throw error;
    }
  }
}

/** Whether an answer is one that the protocol knows. */
function checkAck(name: string, ack: WireAck): void {
  const said = `the answer to "${name}": ${JSON.stringify(ack)}`;
  if (ack.ok) {
    assert.ok(REQUEST_NAMES.some((each) => each === name) && parseAck(name as RequestName, ack).ok, said);
    return;
  }
  const { code = '', message = '' } = ack.error ?? {};
  assert.ok(Object.hasOwn(REFUSAL_CODES, code) && code !== 'internal' && message !== '', said);
}
