import { CallError, type CallErrorCode } from '../../src/core/base/errors.js';
import type { Admission, EventName, EventPayload, ServerEvent, SourceFlags } from '../../src/protocol/protocol.js';
import type { SignalingMessageEvent, SignalingTransport } from '../../src/core/signaling/signaling-transport.js';

/** What a runner gives each case: transports to one server without participants. */
export interface SignalingWorld {
  createTransport(): SignalingTransport;
}

/** One sentence of what every transport, with its server, does, and how to see it; `run` throws when it does not. */
export interface SignalingCase {
  readonly name: string;
  run(world: SignalingWorld): Promise<void>;
}

/** A transport that records its events. */
class Witness {
  readonly transport: SignalingTransport;
  readonly events: ServerEvent[] = [];
  readonly #checks = new Set<() => void>();

  constructor(transport: SignalingTransport) {
    this.transport = transport;
    transport.addEventListener('signaling-message', ({ message }: SignalingMessageEvent) => {
      this.events.push(message);
      for (const check of this.#checks) check();
    });
  }

  /** The first event of that name, past or to come, for which `isMeant` holds. */
  async told<Name extends EventName>(
    name: Name,
    isMeant: (payload: EventPayload<Name>) => boolean = () => true,
  ): Promise<EventPayload<Name>> {
    return await new Promise((resolve) => {
      const check = (): void => {
        const payloads = this.events.filter((event) => event.name === name).map(({ payload }) => payload);
        const found = (payloads as EventPayload<Name>[]).find(isMeant);
        if (!found) return;
        this.#checks.delete(check);
        resolve(found);
      };
      this.#checks.add(check);
      check();
    });
  }
}

interface Scene {
  /** A transport that is not open yet. */
  create(): Witness;
  /** A transport that is connected. */
  connect(): Promise<Witness>;
  /** A transport with a seat, on a page with these features. */
  join(
    room: string,
    name: string,
    sources?: Partial<SourceFlags>,
    features?: string[],
  ): Promise<Witness & { admission: Admission }>;
  /** A transport that waits in a lobby. */
  knock(room: string, name: string): Promise<Witness & { resume: string }>;
}

/** A case with one or more transports; all are closed in the end. */
export function scene(name: string, play: (scene: Scene) => Promise<void>): SignalingCase {
  return {
    name,
    async run(world) {
      const witnesses: Witness[] = [];
      const create = (): Witness => {
        const witness = new Witness(world.createTransport());
        witnesses.push(witness);
        return witness;
      };
      const connect = async (): Promise<Witness> => {
        const witness = create();
        const connected = new Promise((resolve) => {
          witness.transport.addEventListener('signaling-connected', resolve, { once: true });
        });
        witness.transport.open();
        await connected;
        return witness;
      };
      const join: Scene['join'] = async (room, displayName, sources, features) => {
        const witness = await connect();
        const request = { room, name: displayName, ...(sources && { sources }), ...(features && { features }) };
        const admission = asAdmission(await witness.transport.request('room:join', request));
        return Object.assign(witness, { admission });
      };
      const knock: Scene['knock'] = async (room, displayName) => {
        const witness = await connect();
        const reply = await witness.transport.request('room:join', { room, name: displayName });
        expect('lobby' in reply, 'the reply is that of a lobby');
        return Object.assign(witness, { resume: reply.resume });
      };
      try {
        await play({ create, connect, join, knock });
      } finally {
        for (const { transport } of witnesses) transport.close();
      }
    },
  };
}

/** The reply to a join that was admitted at once. */
export function asAdmission(reply: object): Admission {
  expect('self' in reply, 'the reply is an admission');
  return reply as Admission;
}

/** Fails the case unless a condition holds. */
export function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`Expected that ${what}.`);
}

/** Compares by content, whatever the order of keys. */
export function same(actual: unknown, expected: unknown): void {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(sorted(value)));
  expect(one === other, `${String(one)} is ${String(other)}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** What a promise fails with; not to fail fails the case. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a failure.');
}

/** Fails the case unless a request is refused with that code. */
export async function refused(code: CallErrorCode, promise: Promise<unknown>): Promise<void> {
  const error = await thrownBy(promise);
  expect(error instanceof CallError, `${String(error)} is a CallError`);
  same((error as CallError).code, code);
}
