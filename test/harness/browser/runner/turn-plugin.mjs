import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { findCoturn } from '../../../../scripts/find/coturn.mjs';

/**
 * Runs a real TURN server beside the browser tests, from the first request for `/__noom-turn.json` on, which returns
 * `{ urls, right, wrong, garbage, signalingUrl }`: its addresses, credentials that it takes and some that it does not, the
 * address of what answers garbage, and that of a signaling server whose credentials are good for five seconds;
 * `{ reason }` where there is none.
 */
export function turnPlugin() {
  let starting;

  async function start() {
    const { path, reason } = findCoturn();
    if (reason !== undefined) {
      console.error(`\nNothing is tested through a TURN server: ${reason}.\n`);
      return { body: { reason }, stop: () => undefined };
    }
    const { startTurn, startGarbage } = await tsImport('../../server/start-turn.ts', import.meta.url);
    const [turn, garbage] = await Promise.all([startTurn(path), startGarbage()]);
    const right = turn.credentials(3600);
    const stateDir = await mkdtemp(join(tmpdir(), 'noom-turn-signaling-'));
    const { createServer } = await tsImport('../../../../demo-server/create-server.ts', import.meta.url);
    const signaling = await createServer({
      port: 0,
      stateDir,
      log: 'error',
      iceUrls: [turn.urls.udp],
      turnSecret: turn.secret,
      turnTtlS: 5,
    });
    const body = {
      urls: turn.urls,
      right,
      wrong: { ...right, credential: 'wrong' },
      garbage: garbage.url,
      signalingUrl: signaling.url,
    };
    return {
      body,
      stop: async () => {
        garbage.stop();
        await signaling.close();
        await rm(stateDir, { recursive: true });
        await turn.stop();
      },
    };
  }

  return {
    name: 'noom-turn',
    async serve({ path }) {
      if (path !== '/__noom-turn.json') return undefined;
      starting ??= start();
      const { body } = await starting;
      return { body: JSON.stringify(body), type: 'json' };
    },
    async serverStop() {
      // A server that could not start has already failed the test that requested it.
      const started = await starting?.catch(() => undefined);
      await started?.stop();
    },
  };
}
