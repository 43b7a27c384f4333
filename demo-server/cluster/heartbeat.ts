import type { Clock } from '../ops/clock.js';
import type { Rooms } from '../../src/room-server/index.js';
import type { CarriedConnections } from './carried-connections.js';
import type { Redis } from './redis.js';
import type { RemoteVisitors } from './remote-visitors.js';
import { BEAT_MS, type RoomDirectory } from './room-directory.js';

/** How many rooms are renewed at once. */
const ROOMS_AT_ONCE = 200;

/** What the heartbeat needs. */
export interface HeartbeatOptions {
  redis: Redis;
  directory: RoomDirectory;
  rooms: Rooms;
  carried: CarriedConnections;
  visitors: RemoteVisitors;
  clock: Clock;
  graceMs: number;
}

/**
 * Gives this process's sign of life every two seconds, renews its rooms, and checks the processes it is connected to.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  /** Since when a room that this process still holds has been empty. */
  readonly #emptySince = new Map<string, number>();
  readonly #cancels = new Map<() => Promise<void>, () => void>();
  #isStopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.#repeat(() => this.#sayAlive());
    // On a separate timer: this process counts as alive meanwhile, however many rooms there are.
    this.#repeat(() => this.#lookAfterRooms());
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#cancels.values()) cancel();
  }

  /** Does all tasks now. */
  async beat(): Promise<void> {
    await this.#sayAlive();
    await this.#lookAfterRooms();
  }

  #repeat(act: () => Promise<void>): void {
    const cancel = this.#options.clock.after(BEAT_MS, () => {
      this.#cancels.delete(act);
      // What fails because Redis is unreachable is done by the next beat.
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

  /** A batch at a time, so that requests are answered in between. */
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
    // This process counted as dead, and another one holds the room by now: participants here move there.
    this.#emptySince.delete(name);
    const lost = rooms.find(name);
    if (lost) rooms.abandon(lost);
  }

  /** A room that is over stays here for the grace time, to tell participants who were away when it was ended. */
  async #releaseIfOver(name: string): Promise<boolean> {
    const { directory, clock, graceMs } = this.#options;
    const now = clock.monotonic();
    const since = this.#emptySince.get(name) ?? now;
    this.#emptySince.set(name, since);
    // A room that was claimed for a newcomer who was then refused is released at the next check.
    const keptMs = directory.hasBegun(name) ? graceMs : 1;
    // One who asked for it since the last check may be about to begin it.
    if (directory.wasAsked(name) || now < since + keptMs) return false;
    this.#emptySince.delete(name);
    await directory.release(name);
    return true;
  }
}
