import { randomBytes } from 'node:crypto';
import type { EngineChange, MediaEngine, MediaRoom } from '../../../src/room-server/index.js';
import type { Clock } from '../../ops/clock.js';
import type { Logger } from '../../ops/log.js';
import { roomSchema } from './livekit-answers.js';
import { LiveKitApi } from './livekit-api.js';
import { LiveKitError } from './livekit-error.js';
import { LiveKitHealth } from './livekit-health.js';
import { LiveKitRoom, type LiveKitRoomContext } from './livekit-room.js';
import { LiveKitRounds } from './livekit-rounds.js';
import { LiveKitTokens } from './livekit-tokens.js';

/**
 * How long LiveKit keeps a room that nobody has entered yet, or that all have left: longer than a page tries to come
 * back. Rooms are ended by this server; this is for those that it could not end.
 */
const EMPTY_S = 150;

/** What the engine needs. */
export interface LiveKitEngineOptions {
  /** Where pages reach LiveKit: `ws:` or `wss:`. */
  url: string;
  /** Where this server does: `http:` or `https:`. */
  apiUrl: string;
  apiKey: string;
  apiSecret: string;
  /** Whether pages use the ICE servers of this server on their way to LiveKit, and not those that it names. */
  ownIce: boolean;
  clock: Clock;
  logger: Logger;
  /** Counts who came in unasked and was put out. */
  tally: { countPutOut(count: number): void };
}

/** Rooms at LiveKit: one server, or a cluster behind one address. */
export class LiveKitEngine implements MediaEngine {
  readonly #handlers = new Set<(change: EngineChange, id?: string) => void>();
  readonly #api: LiveKitApi;
  readonly #health: LiveKitHealth;
  readonly #rounds: LiveKitRounds;
  readonly #context: LiveKitRoomContext;
  #isClosed = false;

  constructor({ url, apiUrl, apiKey, apiSecret, ownIce, clock, logger, tally }: LiveKitEngineOptions) {
    const tokens = new LiveKitTokens({ apiKey, apiSecret }, clock);
    const api = new LiveKitApi({ apiUrl, tokens, clock });
    this.#api = api;
    this.#health = new LiveKitHealth({
      api,
      tokens,
      clock,
      logger,
      handleChange: (change) => {
        this.#tell(change);
      },
    });
    this.#rounds = new LiveKitRounds({
      api,
      clock,
      logger,
      tally,
      isUp: () => this.isUp,
      makesRooms: () => this.#health.makesRooms === true,
      handleGone: (id) => {
        this.#tell('lost', id);
      },
    });
    const handleClosed = (id: string, isGone: boolean): void => {
      this.#rounds.handleClosed(id, isGone);
    };
    const handleReleased = (id: string): void => {
      this.#rounds.handleReleased(id);
    };
    this.#context = { api, tokens, clock, url, ownIce, handleClosed, handleReleased };
  }

  get isUp(): boolean {
    return this.#health.isUp;
  }

  /** The name says nothing of the call: LiveKit writes it into its log, and into what it tells its operator. */
  async open({ life, epoch }: { name: string; life: string; epoch: number }): Promise<MediaRoom> {
    if (!this.isUp) throw new LiveKitError('CreateRoom', 'unreachable');
    const id = `${life}~${String(epoch)}~${randomBytes(9).toString('base64url')}`;
    const body = { name: id, empty_timeout: EMPTY_S, departure_timeout: EMPTY_S };
    const { name } = await this.#api.request('CreateRoom', { roomCreate: true }, body, roomSchema);
    if (name !== id) throw new LiveKitError('CreateRoom', 'unreadable');
    return this.#follow(id, { isResumed: false });
  }

  resume(id: string): MediaRoom {
    return this.#rounds.find(id) ?? this.#follow(id, { isResumed: true });
  }

  listen(handler: (change: EngineChange, id?: string) => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /**
   * The operator is about to stop a node: all rooms are to move to new ones. LiveKit places those on the nodes that go
   * on; it does not say by itself that one of them is stopping.
   */
  drain(): void {
    this.#tell('draining');
  }

  /** Ends no room: another process may go on with them. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#health.close();
    this.#rounds.close();
    this.#api.close();
    return Promise.resolve();
  }

  #follow(id: string, options: { isResumed: boolean }): LiveKitRoom {
    const room = new LiveKitRoom(id, this.#context, options);
    this.#rounds.follow(room);
    return room;
  }

  #tell(change: EngineChange, id?: string): void {
    if (this.#isClosed) return;
    for (const handler of [...this.#handlers]) handler(change, id);
  }
}
