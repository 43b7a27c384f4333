import { setTimeout as delay } from 'node:timers/promises';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Server } from 'socket.io';
import type { EventName } from '../../src/protocol/protocol.js';
import type { RefusalCode } from '../../src/room-server/index.js';
import type { Redis } from './redis.js';

/** The number of the request that is answered; a process of an older version names none, and answers in order. */
interface OfRequest {
  number?: number | undefined;
}

/** A message from one process to another about one connection, `id`. */
export type CarriedMessage = { readonly id: string } & (
  | { kind: 'request'; number: number; name: string; payload: unknown; address: string }
  | { kind: 'lost' }
  | ({ kind: 'reply'; body: object } & OfRequest)
  | ({ kind: 'refusal'; code: RefusalCode; message: string } & OfRequest)
  | { kind: 'event'; name: EventName; payload: { seq: number } }
  | { kind: 'close' }
  | { kind: 'drop' }
);

interface ProcessEvents {
  /** A message as JSON: the adapter's own encoding would turn missing fields into `null`. */
  carried: (to: string, from: string, message: string) => void;
  /** A process had lost its connection to Redis, and so messages in both directions. */
  restarted: (from: string) => void;
}

const CHANNEL = 'noom';
const SUBSCRIBED_CHECK_MS = 5;

/**
 * Messages between processes, by the Socket.IO adapter for Redis: they arrive in order, or a break is reported. It uses
 * a separate Socket.IO server that does not listen, so that no message here can reach a browser.
 */
export class Bus {
  readonly processId: string;
  readonly #redis: Redis;
  readonly #io: Server<Record<never, never>, Record<never, never>, ProcessEvents>;

  constructor(redis: Redis, processId: string) {
    this.#redis = redis;
    this.processId = processId;
    this.#io = new Server({
      adapter: createAdapter(redis.client, { streamName: 'noom:stream', channelPrefix: CHANNEL }),
    });
    redis.watch(
      () => undefined,
      () => this.#io.serverSideEmit('restarted', processId),
    );
  }

  get isReady(): boolean {
    return this.#redis.isReady;
  }

  /** Resolves once messages arrive here. */
  async start(): Promise<void> {
    const namespace = this.#io.of('/');
    // The adapter subscribes by itself and does not say when it is done; this channel is only this process's.
    const { uid } = namespace.adapter as unknown as { uid: string };
    const own = `${CHANNEL}#${namespace.name}#${uid}#`;
    while (Number((await this.#redis.client.pubSubNumSub(own))[own]) === 0) await delay(SUBSCRIBED_CHECK_MS);
  }

  /** Listens to the messages for this process, and for processes that lost messages. */
  listen(handleMessage: (from: string, message: CarriedMessage) => void, handleGone: (from: string) => void): void {
    this.#io.on('carried', (to, from, message) => {
      if (to === this.processId) handleMessage(from, JSON.parse(message) as CarriedMessage);
    });
    this.#io.on('restarted', handleGone);
  }

  /** Sends to another process. While Redis is unreachable nothing is kept for later: the connection is given up. */
  tell(to: string, message: CarriedMessage): void {
    if (this.#redis.isReady) this.#io.serverSideEmit('carried', to, this.processId, JSON.stringify(message));
  }

  /** Stops sending and listening; to be called before the connections to Redis end. */
  async close(): Promise<void> {
    await this.#io.of('/').adapter.close();
  }
}
