import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

/**
 * Runs the real signaling server beside the browser tests, from the first request for `/__noom-signaling.json` on,
 * which returns its address: `{ url }`.
 */
export function signalingPlugin() {
  let stateDir;
  let starting;

  async function start() {
    stateDir = await mkdtemp(join(tmpdir(), 'noom-signaling-'));
    const { createServer } = await tsImport('../../../../demo-server/create-server.ts', import.meta.url);
    return createServer({
      port: 0,
      stateDir,
      log: 'error',
      // Tests need no address from outside, and all come from one address, faster than people do.
      iceUrls: [],
      joinsPerMinute: 1_000_000,
      socketsPerMinute: 1_000_000,
      chatsPerMinute: 1_000_000,
    });
  }

  return {
    name: 'noom-signaling',
    async serve({ path }) {
      if (path !== '/__noom-signaling.json') return undefined;
      starting ??= start();
      const { url } = await starting;
      return { body: JSON.stringify({ url }), type: 'json' };
    },
    async serverStop() {
      // A server that could not start has already failed the test that requested it.
      const server = await starting?.catch(() => undefined);
      await server?.close();
      if (stateDir) await rm(stateDir, { recursive: true });
    },
  };
}
