import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../demo-server/ops/clock.js';
import { attachSignaling } from '../../../demo-server/signaling/signaling.js';
import { MemoryEngine } from '../../../src/testing/memory/memory-engine.js';
import { MEDIA_CONTRACT } from '../../contracts/server/cases/media.js';
import type { Target } from '../../contracts/server/contract-world.js';

/** The part of the contract that needs a media server, on the wire, with one in memory. */
let target: Target;

before(async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'noom-'));
  const httpServer = createServer().listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const engine = new MemoryEngine(systemClock);
  const signaling = attachSignaling(httpServer, { log: 'silent', iceUrls: [], stateDir }, { engine });
  const { port } = httpServer.address() as AddressInfo;
  target = {
    urls: [`http://127.0.0.1:${String(port)}`],
    async stop() {
      await signaling.close();
      httpServer.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
});

after(async () => {
  await target.stop();
});

for (const { name, run } of MEDIA_CONTRACT) test(name, () => run(target));
