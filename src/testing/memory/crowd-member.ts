import type { Reply, RequestName, RequestPayload } from '../../protocol/protocol.js';
import type { MemoryConnection, MemoryServer } from './memory-transport.js';

/** The feature by which planes in memory know that a participant has none. */
export const CROWD = 'memory-crowd';

/** A page that is not there: nothing is lost, and nothing comes back. */
const NO_PAGE: MemoryConnection['transport'] = {
  drop: () => undefined,
  restore: () => undefined,
  disconnect: () => undefined,
};

/**
 * A participant with a seat at a server in memory and nothing else: no call, no devices, no pictures. Hundreds of them
 * cost next to nothing.
 */
export class CrowdMember {
  readonly name: string;
  readonly #server: MemoryServer;
  readonly #connection: MemoryConnection = {
    transport: NO_PAGE,
    isUp: true,
    emit: () => undefined,
    end: () => undefined,
  };
  #id = '';
  #messages = 0;

  constructor(server: MemoryServer, name: string) {
    this.#server = server;
    this.name = name;
  }

  /** Given by the server; `''` until joined. */
  get id(): string {
    return this.#id;
  }

  /** Takes a seat. Rejects with the code of a refusal. */
  async join(room: string): Promise<void> {
    const { name } = this;
    const facts = { protocol: 2, features: [CROWD], sources: { microphone: true } };
    const reply = await this.request('room:join', { room, name, ...facts });
    if ('self' in reply) this.#id = reply.self.id;
  }

  /** Sends any request. Rejects with the code of a refusal. */
  request<Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<Reply<Name>> {
    return new Promise((resolve, reject) => {
      this.#server.handleRequest(this.#connection, name, structuredClone(payload), (answer) => {
        const ack = structuredClone(answer) as { ok: boolean; error?: { code: string } };
        if (ack.ok) resolve(ack as unknown as Reply<Name>);
        else reject(new Error(ack.error?.code));
      });
    });
  }

  async raiseHand(hand = true): Promise<void> {
    await this.request('state:set', { hand });
  }

  async setMicrophone(microphone: boolean): Promise<void> {
    await this.request('state:set', { sources: { microphone } });
  }

  async say(text: string): Promise<void> {
    this.#messages += 1;
    await this.request('chat:send', { id: `${this.#id} ${String(this.#messages)}`, text });
  }

  async leave(): Promise<void> {
    await this.request('room:leave', {});
    this.#connection.isUp = false;
    this.#server.handleLost(this.#connection);
  }
}
