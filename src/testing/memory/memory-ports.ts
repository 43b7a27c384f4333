import type { Clock } from '../../core/base/clock.js';
import type { WireIceServers } from '../../protocol/protocol.js';
import {
  LEFT_MS,
  readRecord,
  type MediaEngine,
  type RoomRecords,
  type RoomServerPorts,
  type Ticket,
  type TicketDesk,
} from '../../room-server/index.js';

/** Not signed, and without an end: all participants are of the same page. */
const tickets: TicketDesk = {
  sign: (ticket) => JSON.stringify({ ...ticket, exp: Number.MAX_SAFE_INTEGER }),
  read(resume, room) {
    try {
      const ticket = JSON.parse(resume ?? 'null') as Ticket | null;
      return ticket?.room === room ? ticket : null;
    } catch {
      // A ticket of another server: its bearer is a newcomer.
      return null;
    }
  },
};

/** Records that outlive the room server, as copies. */
class MemoryRecords implements RoomRecords {
  readonly #clock: Clock;
  readonly #texts = new Map<string, string>();
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  handleRestart(): void {
    this.#since = this.#clock.monotonic();
  }

  find(name: string): ReturnType<RoomRecords['find']> {
    if (this.#clock.monotonic() > this.#since + LEFT_MS) return null;
    return readRecord(JSON.parse(this.#texts.get(name) ?? 'null'));
  }

  save: RoomRecords['save'] = (record) => this.#texts.set(record.wire.name, JSON.stringify(record));

  forget(name: string): void {
    this.#texts.delete(name);
  }
}

/** How many nonces are remembered; beyond that, the oldest is forgotten: each asks again within seconds, if at all. */
const MAX_NONCES = 1024;

/** The ids of those who ask with a nonce: by counting, too. */
class NonceIds {
  readonly #createId: () => string;
  readonly #ids = new Map<string, string>();

  constructor(createId: () => string) {
    this.#createId = createId;
  }

  idOf(room: string, nonce: string): string {
    const key = JSON.stringify([room, nonce]);
    const id = this.#ids.get(key) ?? this.#createId();
    this.#ids.set(key, id);
    const [oldest = key] = this.#ids.keys();
    if (this.#ids.size > MAX_NONCES) this.#ids.delete(oldest);
    return id;
  }
}

/** The ports of the room servers in memory, across restarts: no tokens, no rate limits, and ids by counting. */
export interface MemoryPorts extends RoomServerPorts {
  readonly records: MemoryRecords;
}

/** Makes the ports of the room servers in memory. */
export function createMemoryPorts(
  { iceServers = [], engine }: { iceServers?: WireIceServers; engine?: MediaEngine },
  clock: Clock,
): MemoryPorts {
  let lastId = 0;
  const createId = (): string => `participant-${String(++lastId)}`;
  const ids = new NonceIds(createId);
  let lastLife = 0;
  return {
    verifyToken: null,
    tickets,
    joinLimit: { consume: () => Promise.resolve(true) },
    ice: { serversFor: () => iceServers },
    tally: { countJoin: () => undefined, countResume: () => undefined },
    records: new MemoryRecords(clock),
    engine: engine ?? null,
    isShared: () => true,
    createId,
    idOf: (room, nonce) => ids.idOf(room, nonce),
    createLife: () => `life-${String(++lastLife)}`,
  };
}
