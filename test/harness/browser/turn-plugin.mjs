import { tsImport } from 'tsx/esm/api';
import { findCoturn } from '../../../scripts/find-coturn.mjs';

/**
 * Runs a real TURN server beside the browser tests, from the first request for `/__noom-turn.json` on, which returns
 * `{ urls, right, wrong, garbage }`: its addresses, credentials that it takes and some that it does not, and the address
 * of what answers garbage; `{ reason }` where there is none.
 */
export function turnPlugin() {
  let starting;

  async function start() {
    const { path, reason } = findCoturn();
    if (reason !== undefined) {
      console.error(`\nNothing is tested through a TURN server: ${reason}.\n`);
      return { body: { reason }, stop: () => undefined };
    }
    const { startTurn, startGarbage } = await tsImport('../server/start-turn.ts', import.meta.url);
    const [turn, garbage] = await Promise.all([startTurn(path), startGarbage()]);
    const right = turn.credentials(3600);
    const body = { urls: turn.urls, right, wrong: { ...right, credential: 'wrong' }, garbage: garbage.url };
    return {
      body,
      stop: async () => {
        garbage.stop();
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
