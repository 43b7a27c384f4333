import { setImmediate } from 'node:timers/promises';
import { MOVING, type Admission, type SourceKey, type WireMedia } from '../../../src/protocol/protocol.js';
import { MemoryEngine } from '../../../src/testing/memory/memory-engine.js';
import { readRecord, type Claims, type MediaTally, type RoomRecords } from '../../../src/room-server/index.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

/** A participant of a media world. */
export interface Member {
  readonly connection: Connection;
  readonly id: string;
  readonly admission: Admission;
  /** The media that they were told of when they entered. */
  readonly media: WireMedia | undefined;
}

interface WorldOptions {
  maxParticipants?: number;
  verifyToken?: ((token: string | undefined) => Promise<Claims>) | null;
}

/** A room server with a media server in memory, across restarts. */
export class MediaWorld {
  readonly clock = new FakeClock();
  readonly media = new MemoryEngine(this.clock);
  /** What was counted, in words. */
  readonly counted: string[] = [];
  readonly records = new Map<string, string>();
  readonly #options: WorldOptions;
  #server: ReturnType<typeof createEngine>;

  constructor(options: WorldOptions = {}) {
    this.#options = options;
    this.#server = this.#start();
  }

  get server(): ReturnType<typeof createEngine> {
    return this.#server;
  }

  /** Everything that is under way is done. */
  async settle(): Promise<void> {
    await setImmediate();
    await setImmediate();
  }

  async join(name: string, more: object = {}): Promise<Member> {
    const connection = this.#server.connect();
    const request = { room: 'tea', name, protocol: 2, features: [MOVING], ...more };
    const admission = (await connection.request('room:join', request)) as unknown as Admission;
    return {
      connection,
      admission,
      media: admission.media,
      id: (admission.self as Admission['self'] | undefined)?.id ?? '',
    };
  }

  /** These participants are in the room, one after another. */
  async joined(...names: string[]): Promise<Member[]> {
    const members = [];
    for (const name of names) members.push(await this.join(name));
    await this.settle();
    return members;
  }

  /** A room of seven that is at the media server, under epoch 1. */
  async moved(): Promise<Member[]> {
    const members = await this.joined('A', 'B', 'C', 'D', 'E', 'F', 'G');
    await this.follow(1, members);
    return members;
  }

  /** These participants take the media of that epoch, and have everything. */
  async follow(epoch: number, members: readonly Member[], sources: SourceKey[] = ['microphone']): Promise<void> {
    let serial: unknown = 0;
    for (const { connection } of members) ({ serial } = await connection.request('media:joined', { epoch, sources }));
    for (const { connection } of members) await connection.request('media:ready', { epoch, serial });
    await this.settle();
  }

  /** The process stops, and another one begins with its records. */
  restart(): void {
    this.#server.rooms.end('server-shutdown');
    this.#server.server.close();
    this.#server = this.#start();
  }

  #start(): ReturnType<typeof createEngine> {
    const left = new Map(this.records);
    const records: RoomRecords = {
      find: (name) => readRecord(JSON.parse(left.get(name) ?? 'null')),
      save: (record) => void this.records.set(record.wire.name, JSON.stringify(record)),
      forget: (name) => void (this.records.delete(name), left.delete(name)),
    };
    const mediaTally: MediaTally = {
      countMove: (to, result) => this.counted.push(`${to} ${result}`),
      countStay: (reason) => this.counted.push(reason),
      countEngineFailure: (request) => this.counted.push(`no ${request}`),
      countReport: (problem) => this.counted.push(problem),
    };
    const { verifyToken = null, maxParticipants = 50 } = this.#options;
    const limits = { maxParticipants, graceMs: 30_000 };
    return createEngine(verifyToken, { ...limits, records, mediaTally, clock: this.clock, media: this.media });
  }
}

/** What a participant was told of media, in words, without tokens. */
export function toldOf({ connection }: Member): string[] {
  return connection.told
    .filter(({ name }) => name.startsWith('media:'))
    .map(({ name, payload: { epoch, plane, isLost, direct, missing, id, serial } }) => {
      const words = [epoch, plane, isLost === true && 'lost', direct !== undefined && 'direct', missing, id, serial];
      return [name.slice('media:'.length), ...words.filter((word) => word !== undefined && word !== false)].join(' ');
    });
}
