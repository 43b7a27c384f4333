import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { afterwards } from '../../harness/afterwards.js';
import { startServer, type ServerProcess } from '../../harness/server/start-server.js';

/** A built server that is ended and started again at the same address, with what it had stored. */
export interface MortalServer {
  readonly url: string;
  /** Ends it, and resolves when it is there again; does nothing while it is away. */
  kill(signal: NodeJS.Signals, downMs: number): Promise<void>;
}

/** Starts a server that may be ended, until the test ends. */
export async function startMortalServer(t: TestContext): Promise<MortalServer> {
  const stateDir = await mkdtemp(join(tmpdir(), 'noom-mortal-'));
  afterwards(t, () => rm(stateDir, { recursive: true }));
  const settings = { NOOM_STATE_DIR: stateDir, NOOM_LOG: 'error' };
  let server: ServerProcess | null = await startServer(settings);
  const { url } = server;
  afterwards(t, () => server?.stop());
  return {
    url,
    async kill(signal, downMs) {
      const running = server;
      if (running === null) return;
      server = null;
      await running.stop(signal);
      await wait(downMs);
      server = await startServer({ ...settings, PORT: new URL(url).port });
    },
  };
}
