import { RateLimiterMemory, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Settings } from '../settings/settings.js';

/** How many are allowed in one window of time. */
export interface Limit {
  count: number;
  perS: number;
}

/** Counts by key; the window of each key begins with its first count. */
export interface Limiter {
  /** Counts one; returns whether it is within the limit. A count beyond it does not extend the window. */
  consume(key: string): Promise<boolean>;
}

/** Makes a limiter; the name separates its keys from those of others in the same store. */
export type CreateLimiter = (name: string, limit: Limit) => Limiter;

/** The rate limits of a server. */
export interface Limits {
  /** By address. */
  joins: Limiter;
  /** Rooms that are claimed for a newcomer, where several processes share them. */
  claims: Limiter;
  connections: Limiter;
  /** By connection. */
  requests: Limiter;
  requestsByName: ReadonlyMap<string, Limiter>;
  /** How often a connection may be refused before it is cut off. */
  refusals: Limiter;
  /** For the whole process: how many refused connections are worth a warning. */
  warnings: Limiter;
}

const MINUTE_S = 60;
/** Joining a full room sends hundreds of candidates in a second or two, and then hardly anything for minutes. */
const BURST_S = 10;
const WARNINGS_PER_MINUTE = 10;
/** A page needs a token for each move, and for each time that it connects to the media server anew. */
const MEDIA_TOKENS_PER_MINUTE = 20;
/** A page reports a problem once for each attempt. */
const MEDIA_REPORTS_PER_MINUTE = 20;

/** Counts in this process's memory; a key is forgotten when its window ends. */
export const inMemory: CreateLimiter = (name, { count, perS }) =>
  toLimiter(new RateLimiterMemory({ keyPrefix: name, points: count, duration: perS }));

/** A limiter of the library, as it is used here. */
export function toLimiter(limiter: RateLimiterAbstract): Limiter {
  return {
    async consume(key) {
      try {
        await limiter.consume(key);
        return true;
      } catch (refusal) {
        // Over the limit the library rejects with a value that is not an error.
        if (refusal instanceof Error) throw refusal;
        return false;
      }
    },
  };
}

/**
 * The limits of a server.
 * @param createLimiter makes the limits by address, which several processes may have to count together. A connection is
 * in one process, which counts for itself.
 */
export function createLimits(settings: Settings, createLimiter: CreateLimiter = inMemory): Limits {
  const chats = inMemory('chats', { count: settings.chatsPerMinute, perS: MINUTE_S });
  const burst = { count: settings.requestsPerSecond * BURST_S, perS: BURST_S };
  return {
    joins: createLimiter('joins', { count: settings.joinsPerMinute, perS: MINUTE_S }),
    claims: createLimiter('claims', { count: settings.joinsPerMinute, perS: MINUTE_S }),
    connections: createLimiter('connections', { count: settings.socketsPerMinute, perS: MINUTE_S }),
    requests: inMemory('requests', burst),
    requestsByName: new Map([
      ['chat:send', chats],
      ['chat:delete', chats],
      ['react', inMemory('reactions', { count: settings.reactionsPerMinute, perS: MINUTE_S })],
      ['state:set', inMemory('states', { count: settings.statesPerMinute, perS: MINUTE_S })],
      ['room:peek', inMemory('peeks', { count: settings.peeksPerMinute, perS: MINUTE_S })],
      // What is sent over a media server changes with what is on.
      ['media:joined', inMemory('media-joins', { count: settings.statesPerMinute, perS: MINUTE_S })],
      ['media:ready', inMemory('media-readies', { count: settings.statesPerMinute, perS: MINUTE_S })],
      ['media:report', inMemory('media-reports', { count: MEDIA_REPORTS_PER_MINUTE, perS: MINUTE_S })],
      ['media:token', inMemory('media-tokens', { count: MEDIA_TOKENS_PER_MINUTE, perS: MINUTE_S })],
      ['ice:refresh', inMemory('ice', { count: settings.iceRefreshesPerMinute, perS: MINUTE_S })],
    ]),
    refusals: inMemory('refusals', burst),
    warnings: inMemory('warnings', { count: WARNINGS_PER_MINUTE, perS: MINUTE_S }),
  };
}
