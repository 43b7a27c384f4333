import { CONTRACT } from '../contracts/server/all-cases.js';
import { PROFILES } from '../contracts/server/profiles.js';
import { runContract } from '../contracts/server/run-contract.js';
import { startRedis } from '../harness/server/start-redis.js';
import { startServer } from '../harness/server/start-server.js';
import { REDIS, WITHOUT_REDIS } from './cluster-world.js';

/** The whole contract again, with the participants of each room at two processes in turn. */
runContract(CONTRACT, async (profile) => {
  if (WITHOUT_REDIS !== undefined) return WITHOUT_REDIS;
  if (profile === 'one-room') return 'how many rooms there may be is counted by each process';
  const redis = await startRedis(REDIS);
  const settings = { NOOM_LOG: 'error', NOOM_REDIS_URL: redis.url, ...PROFILES[profile] };
  const servers = [await startServer(settings), await startServer(settings)];
  return {
    urls: servers.map(({ url }) => url),
    async stop() {
      for (const server of servers) await server.stop('SIGKILL');
      await redis.stop();
    },
  };
});
