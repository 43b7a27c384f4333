import { createClient } from 'redis';
import { SettingsError } from '../settings/settings.js';

/** A connection to Redis. */
export type RedisClient = ReturnType<typeof createRedisClient>;

const RECONNECT_MS = { step: 100, most: 2000 };
/**
 * How often each connection asks for a sign of life, and after how long without one it counts as broken, in case Redis
 * hangs: longer than the adapter's reads, which wait for 5 s.
 */
const SIGN_OF_LIFE_MS = { asked: 2000, missed: 8000 };

/**
 * The Redis connections of one process: one for commands, and those that the Socket.IO adapter makes from it. What is
 * published while one of them is broken is lost, so every break is reported.
 */
export class Redis {
  readonly client: RedisClient;
  readonly #connections: RedisClient[] = [];
  readonly #handleBroken = new Set<() => void>();
  readonly #handleRestored = new Set<() => void>();

  constructor(client: RedisClient) {
    this.client = this.#watch(client);
    // The only access to the connections that the adapter makes itself.
    const duplicate = client.duplicate.bind(client);
    client.duplicate = ((...options: Parameters<typeof duplicate>) =>
      this.#watch(duplicate(...options) as unknown as RedisClient)) as typeof duplicate;
  }

  /** Whether commands and messages get through. */
  get isReady(): boolean {
    return this.#connections.every(({ isReady }) => isReady);
  }

  /** Reports each break, and when all connections work again. */
  watch(handleBroken: () => void, handleRestored: () => void): void {
    this.#handleBroken.add(handleBroken);
    this.#handleRestored.add(handleRestored);
  }

  /** Ends every connection, once everything so far is sent. */
  async close(): Promise<void> {
    // Answered after everything before it; an unreachable Redis is not waited for.
    if (this.client.isReady) await this.client.ping().catch(() => undefined);
    for (const connection of this.#connections) end(connection);
  }

  #watch(connection: RedisClient): RedisClient {
    this.#connections.push(connection);
    // `reconnecting` reports it too; without a listener, the error would end the process.
    connection.on('error', () => undefined);
    // The adapter ends its connections by this, and is not always the first to do so.
    Object.assign(connection, {
      disconnect: () => {
        end(connection);
        return Promise.resolve();
      },
    });
    connection.on('reconnecting', () => {
      for (const handle of this.#handleBroken) handle();
    });
    connection.on('ready', () => {
      if (this.isReady) for (const handle of this.#handleRestored) handle();
    });
    return connection;
  }
}

function end(connection: RedisClient): void {
  if (connection.isOpen) connection.destroy();
}

/** Connects. @throws SettingsError when Redis does not answer. */
export async function openRedis(url: string): Promise<Redis> {
  let hasStarted = false;
  const client = createRedisClient(url, () => hasStarted);
  const redis = new Redis(client);
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message || String('code' in error && error.code) : String(error);
    // The address without its credentials.
    throw new SettingsError([
      `NOOM_REDIS_URL: Redis at ${new URL(url).host} cannot be used (${reason}). ` +
        'Start it, correct the address, or leave NOOM_REDIS_URL empty to run one process.',
    ]);
  }
  hasStarted = true;
  return redis;
}

function createRedisClient(url: string, mayReconnect: () => boolean) {
  return createClient({
    url,
    pingInterval: SIGN_OF_LIFE_MS.asked,
    socket: {
      connectTimeout: 5000,
      socketTimeout: SIGN_OF_LIFE_MS.missed,
      reconnectStrategy: (retries) => mayReconnect() && Math.min((retries + 1) * RECONNECT_MS.step, RECONNECT_MS.most),
    },
  });
}
