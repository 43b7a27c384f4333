import type { Redis } from './redis.js';

const PREFIX = 'noom:awaited:';

/** The seats that are kept, by the address of their people, at whichever process: the door is open to them, however full it is. */
export class AwaitedAddresses {
  readonly #redis: Redis;
  readonly #graceMs: number;

  constructor(redis: Redis, graceMs: number) {
    this.#redis = redis;
    this.#graceMs = graceMs;
  }

  /** Writes down that these seats are kept from now on. */
  add(address: string, seatIds: readonly string[]): void {
    if (!this.#redis.isReady || this.#graceMs === 0 || seatIds.length === 0) return;
    const key = PREFIX + address;
    const score = Date.now() + this.#graceMs;
    const members = seatIds.map((value) => ({ score, value }));
    // Without it they may have to try again while the address is over its limit.
    this.#redis.client
      .multi()
      .zAdd(key, members, { condition: 'NX' })
      .pExpire(key, this.#graceMs)
      .exec()
      .catch(() => undefined);
  }

  /** Writes down that somebody is back. */
  remove(address: string, seatId: string): void {
    if (!this.#redis.isReady) return;
    // It would only be waited for a little longer than need be.
    this.#redis.client.zRem(PREFIX + address, seatId).catch(() => undefined);
  }

  /** The ids of the seats that are kept for people of that address. */
  async seatsAt(address: string): Promise<string[]> {
    if (!this.#redis.isReady) return [];
    return await this.#redis.client.zRangeByScore(PREFIX + address, Date.now(), '+inf');
  }
}
