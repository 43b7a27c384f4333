import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { attachSignaling, type Settings, type Signaling } from '../../../demo-server/index.js';
import { temporaryDir } from './harness.js';

/** Has an application's server listen for one test; returns its URL. */
export async function listen(t: TestContext, server: HttpServer): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(t, () => server.close().closeAllConnections());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Binds signaling to it for one test. */
export async function attach(
  t: TestContext,
  target: Parameters<typeof attachSignaling>[0],
  settings: Partial<Settings> = {},
): Promise<Signaling> {
  const stateDir = await temporaryDir(t);
  const signaling = attachSignaling(target, { log: 'silent', iceUrls: [], stateDir, ...settings });
  afterwards(t, () => signaling.close());
  return signaling;
}
