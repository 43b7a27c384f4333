import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { afterwards } from '../harness/afterwards.js';
import { findRedis } from '../../scripts/find/redis.mjs';
import { startRedis, type RedisProcess } from '../harness/server/start-redis.js';
import { startServer, type ServerProcess } from '../harness/server/start-server.js';
import { Client } from '../server/worlds/harness.js';

/** Redis's program, or why the tests that need it are skipped. */
export const { path: REDIS = '', reason: WITHOUT_REDIS } = findRedis();

if (WITHOUT_REDIS !== undefined) console.error(`Several processes were NOT tested: ${WITHOUT_REDIS}.`);

/** A Redis, two processes of one server, and participants at either. */
export class ClusterWorld {
  readonly redis: RedisProcess;
  readonly left: ServerProcess;
  readonly right: ServerProcess;
  readonly #clients: Client[] = [];

  constructor(redis: RedisProcess, left: ServerProcess, right: ServerProcess) {
    this.redis = redis;
    this.left = left;
    this.right = right;
  }

  /** A connection to one of the processes. */
  async connect({ url }: ServerProcess): Promise<Client> {
    const client = new Client(url);
    this.#clients.push(client);
    return await client.connected();
  }

  /** Comes back as pages do: tries again as long as the connection is lost. */
  async resume(
    process: ServerProcess,
    room: string,
    name: string,
    more: object,
  ): Promise<Awaited<ReturnType<Client['join']>> & { client: Client }> {
    for (;;) {
      const client = await this.connect(process);
      const lost = client.disconnected().then(() => null);
      const admission = await Promise.race([client.join(room, name, more), lost]);
      if (admission) return { ...admission, client };
    }
  }

  close(): void {
    for (const { socket } of this.#clients) socket.disconnect();
  }
}

/**
 * Starts two processes with the same settings for one test.
 * @param redis one that they share with other servers, in place of one of their own.
 */
export async function createCluster(
  t: TestContext,
  settings: Record<string, string> = {},
  redis?: RedisProcess,
): Promise<ClusterWorld> {
  redis ??= await openRedis(t);
  const all = { NOOM_REDIS_URL: redis.url, NOOM_LOG: 'error', ...settings };
  const start = async (): Promise<ServerProcess> => {
    const server = await startServer(all);
    afterwards(t, () => server.stop('SIGKILL'));
    return server;
  };
  const world = new ClusterWorld(redis, await start(), await start());
  afterwards(t, () => {
    world.close();
  });
  return world;
}

/** A Redis for one test. */
export async function openRedis(t: TestContext): Promise<RedisProcess> {
  const redis = await startRedis(REDIS);
  afterwards(t, () => redis.stop());
  return redis;
}

/** Resolves once `/readyz` answers with that status. */
export async function readiness({ url }: ServerProcess, status: number): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== status) await delay(20);
}
