import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { toLimiter, type CreateLimiter } from '../ports/limits.js';
import type { RedisClient } from './redis.js';

/** Makes limiters that count for all processes together; while Redis is unreachable, each counts for itself. */
export function inRedis(client: RedisClient): CreateLimiter {
  return (name, { count, perS }) => {
    const options = { keyPrefix: `noom:limit:${name}`, points: count, duration: perS };
    return toLimiter(
      new RateLimiterRedis({
        ...options,
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(options),
      }),
    );
  };
}
