import type { Clock } from '../clock.js';
import type { Rooms } from '../../src/room-server/index.js';
import type { CarriedConnections } from './carried-connections.js';
import type { Redis } from './redis.js';
import type { RemoteVisitors } from './remote-visitors.js';
import { BEAT_MS, type RoomDirectory } from './room-directory.js';

/** What the heartbeat keeps alive, and what it finds dead. */
export interface HeartbeatOptions {
  redis: Redis;
  directory: RoomDirectory;
  rooms: Rooms;
  carried: CarriedConnections;
  visitors: RemoteVisitors;
  clock: Clock;
  graceMs: number;
}

/** Says every two seconds that this process and its rooms live, and looks whether those it has to do with do. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  /** Since when a room that is still this process's has had nobody. */
  readonly #emptySince = new Map<string, number>();
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.#cancel = this.#options.clock.after(BEAT_MS, () => {
      // What fails, since Redis went away just then, is done by the next one.
      void this.beat()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#isStopped) this.start();
        });
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async beat(): Promise<void> {
    const { redis, directory, carried, visitors } = this.#options;
    if (!redis.isReady) return;
    await directory.beat();
    await Promise.all(directory.owned.map((name) => this.#renew(name)));
    const known = [...new Set([...carried.owners, ...visitors.sources])];
    for (const processId of await directory.findGone(known)) {
      carried.drop(processId);
      visitors.lose(processId);
    }
  }

  async #renew(name: string): Promise<void> {
    const { directory, rooms } = this.#options;
    const room = rooms.find(name);
    if (room) this.#emptySince.delete(name);
    else if (await this.#releaseIfOver(name)) return;
    if (await directory.renew(name, room?.record)) return;
    // Redis took this process for dead, and another has the room by now: whoever is here goes there.
    this.#emptySince.delete(name);
    const lost = rooms.find(name);
    if (lost) rooms.abandon(lost);
  }

  /** A room that is over stays here for the grace time, so that whoever was away when it was ended is told. */
  async #releaseIfOver(name: string): Promise<boolean> {
    const { directory, clock, graceMs } = this.#options;
    const since = this.#emptySince.get(name) ?? clock.now();
    this.#emptySince.set(name, since);
    directory.save(name, undefined);
    if (clock.now() < since + graceMs) return false;
    this.#emptySince.delete(name);
    await directory.release(name);
    return true;
  }
}
