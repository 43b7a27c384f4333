import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import type { Settings } from '../../../demo-server/settings/settings.js';
import { attachSignaling, type Signaling, type SignalingOptions } from '../../../demo-server/signaling/signaling.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { Client, temporaryDir } from './harness.js';

/** Signaling on a server whose time only the test moves. */
export interface ClockedSignaling {
  clock: FakeClock;
  signaling: Signaling;
  url: string;
  connect(): Promise<Client>;
}

/** Starts it for one test. */
export async function createClockedSignaling(
  t: TestContext,
  settings: Partial<Settings>,
  options: Omit<SignalingOptions, 'clock'> = {},
): Promise<ClockedSignaling> {
  const clock = new FakeClock();
  const httpServer = createServer().listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const stateDir = await temporaryDir(t);
  const given = { log: 'silent', iceUrls: [], stateDir, ...settings } as const;
  const signaling = attachSignaling(httpServer, given, { ...options, clock });
  afterwards(t, async () => {
    const closing = signaling.close();
    clock.advance(1000);
    await closing;
    httpServer.close();
  });
  const { port } = httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}`;
  return { clock, signaling, url, connect: () => new Client(url).connected() };
}
