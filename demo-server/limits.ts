/** How much of one thing is let through. */
export interface Limit {
  count: number;
  perMs: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Beyond this many keys, those that are full again are forgotten. */
const SWEEP_ABOVE_KEYS = 1000;

/**
 * A token bucket for each key: a burst of `count` passes at once, and then as many as `perMs` gives back. Somebody who
 * keeps knocking is not punished beyond that.
 */
export class RateLimiter {
  readonly #limit: Limit;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAbove = SWEEP_ABOVE_KEYS;

  constructor(limit: Limit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one; whether there was one to take. */
  take(key = ''): boolean {
    const now = this.#now();
    const tokens = this.#tokensOf(this.#buckets.get(key), now);
    const isThere = tokens >= 1;
    this.#buckets.set(key, { tokens: isThere ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > this.#sweepAbove) this.#sweep(now);
    return isThere;
  }

  #tokensOf(bucket: Bucket | undefined, now: number): number {
    const { count, perMs } = this.#limit;
    if (!bucket) return count;
    return Math.min(count, bucket.tokens + (Math.max(0, now - bucket.at) * count) / perMs);
  }

  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#tokensOf(bucket, now) >= this.#limit.count) this.#buckets.delete(key);
    }
    // While many are really in use, looking at all of them with each new one would be the attack.
    this.#sweepAbove = Math.max(SWEEP_ABOVE_KEYS, this.#buckets.size * 2);
  }
}
