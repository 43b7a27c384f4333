import type { Redis } from './redis.js';

const PREFIX = 'noom:awaited:';

/**
 * The kept seats of all processes, by the address of their participants, who may connect beyond the limits of the
 * address.
 */
export class AwaitedAddresses {
  readonly #redis: Redis;
  readonly #graceMs: number;

  constructor(redis: Redis, graceMs: number) {
    this.#redis = redis;
    this.#graceMs = graceMs;
  }

  /** Records that these seats are kept from now on. */
  add(address: string, seatIds: readonly string[]): void {
    if (!this.#redis.isReady || this.#graceMs === 0 || seatIds.length === 0) return;
    const key = PREFIX + address;
    const now = Date.now();
    const score = now + this.#graceMs;
    const members = seatIds.map((value) => ({ score, value }));
    // If it fails, they may have to try again while the address is over its limit.
    this.#redis.client
      .multi()
      // Those who did not come back: at an address where others are lost all the time, the key never expires.
      .zRemRangeByScore(key, '-inf', now)
      .zAdd(key, members, { condition: 'NX' })
      .pExpire(key, this.#graceMs)
      .exec()
      .catch(() => undefined);
  }

  /** Records that a participant is back. */
  remove(address: string, seatId: string): void {
    if (!this.#redis.isReady) return;
    // If it fails, the seat is only awaited a little longer.
    this.#redis.client.zRem(PREFIX + address, seatId).catch(() => undefined);
  }

  /** The ids of the seats that are kept for participants of an address. */
  async seatsAt(address: string): Promise<string[]> {
    if (!this.#redis.isReady) return [];
    return await this.#redis.client.zRangeByScore(PREFIX + address, Date.now(), '+inf');
  }
}
