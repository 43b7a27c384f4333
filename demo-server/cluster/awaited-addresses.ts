import type { Redis } from './redis.js';

const PREFIX = 'noom:awaited:';

/** The addresses of people whose seats are kept, at whichever process: the door is open to them, however full it is. */
export class AwaitedAddresses {
  readonly #redis: Redis;
  readonly #graceMs: number;

  constructor(redis: Redis, graceMs: number) {
    this.#redis = redis;
    this.#graceMs = graceMs;
  }

  add(address: string): void {
    if (!this.#redis.isReady || this.#graceMs === 0) return;
    // Without it they may have to try again while the address is over its limit.
    this.#redis.client.set(PREFIX + address, '1', { PX: this.#graceMs }).catch(() => undefined);
  }

  async has(address: string): Promise<boolean> {
    return this.#redis.isReady && (await this.#redis.client.exists(PREFIX + address)) === 1;
  }
}
