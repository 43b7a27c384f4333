import assert from 'node:assert/strict';
import { parseAck, type RequestName } from '../../src/protocol/protocol.js';
import { REFUSAL_CODES } from '../harness/server/refusal-codes.js';
import type { WireAck, WireClient } from '../harness/server/wire-client.js';
import { REQUEST_NAMES } from './payloads.js';
import { RESERVED_NAMES, type Attempt } from './scenes.js';

const MAX_FRAME_BYTES = 64 * 1024;

/** The values of the words with `$` in an attempt. */
export type Words = Readonly<Record<string, string>>;

/** A client that sends anything, and what is known of it. */
export class Visitor {
  readonly client: WireClient;
  readonly token: string;
  id = '';
  ticket = '';
  readonly #asked = new Map<number, string>();
  /** Whether it did what costs the connection. */
  #mayEnd = false;

  constructor(client: WireClient, token: string) {
    this.client = client;
    this.token = token;
  }

  /** The id of the participant who knocked last, as far as it was told. */
  get waiting(): string {
    const knock = this.client.events.findLast(({ name }) => name === 'lobby:knocked');
    return (knock?.payload.participant as { id: string } | undefined)?.id ?? '';
  }

  /** Joins like an honest client. */
  async join(room: string): Promise<void> {
    const token = this.token === '' ? {} : { token: this.token };
    this.#learn(await this.client.request('room:join', { room, name: 'Visitor', ...token }));
  }

  /** Sends an attempt; waits for its answer if it should. */
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

  /** Checks that everything was answered once, and disconnects. */
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
   * Resolves once all earlier requests are handled, because each lane handles its requests in order: a missing answer
   * is found, and not waited for. Returns `false` when the connection was ended for a reason instead; no other
   * connection ever is.
   */
  async #allDone(marker: string): Promise<boolean> {
    try {
      // One in each lane.
      await Promise.all([this.client.request(marker), this.client.request('signal:send')]);
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
