import type { Clock } from '../ops/clock.js';
import type { Rooms } from '../../src/room-server/index.js';
import type { CarriedConnections } from './carried-connections.js';
import type { Redis } from './redis.js';
import type { RemoteVisitors } from './remote-visitors.js';
import { BEAT_MS, type RoomDirectory } from './room-directory.js';

/** How many rooms are renewed at once. */
const ROOMS_AT_ONCE = 200;

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
  readonly #cancels = new Map<() => Promise<void>, () => void>();
  #isStopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.#repeat(() => this.#sayAlive());
    // On a time of its own: however many rooms there are, this process counts as alive meanwhile.
    this.#repeat(() => this.#lookAfterRooms());
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#cancels.values()) cancel();
  }

  /** Does all of it now. */
  async beat(): Promise<void> {
    await this.#sayAlive();
    await this.#lookAfterRooms();
  }

  #repeat(act: () => Promise<void>): void {
    const cancel = this.#options.clock.after(BEAT_MS, () => {
      this.#cancels.delete(act);
      // What fails, since Redis went away just then, is done by the next one.
      void act()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#isStopped) this.#repeat(act);
        });
    });
    this.#cancels.set(act, cancel);
  }

  async #sayAlive(): Promise<void> {
    const { redis, directory, carried, visitors } = this.#options;
    if (!redis.isReady) return;
    await directory.beat();
    const known = [...new Set([...carried.owners, ...visitors.sources])];
    for (const processId of await directory.findGone(known)) {
      carried.drop(processId);
      visitors.lose(processId);
    }
  }

  /** Some at a time, so that others are answered in between. */
  async #lookAfterRooms(): Promise<void> {
    const { redis, directory } = this.#options;
    const names = [...directory.owned];
    while (redis.isReady && names.length > 0) {
      await Promise.all(names.splice(0, ROOMS_AT_ONCE).map((name) => this.#renew(name)));
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
    // A room that was taken for somebody who did not come in after all is given back at the next look.
    const keptMs = directory.hasBegun(name) ? graceMs : 1;
    if (clock.now() < since + keptMs) return false;
    this.#emptySince.delete(name);
    await directory.release(name);
    return true;
  }
}
