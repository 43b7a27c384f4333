import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { attachSignaling } from '../../demo-server/index.js';

/** Another operator's server: its own pages, by their path, and signaling. */
export interface OwnServer {
  /** Its origin by a name of this machine; pages at one name are of another site to those at the other. */
  at(host: 'localhost' | '127.0.0.1'): string;
}

/** Serves pages that are not the kit's, for the tests of one file. @param pages returns a page's HTML. */
export function useOwnServer(pages: (path: string) => string): OwnServer {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html>${pages(url)}`);
  });
  const stateDir = mkdtempSync(join(tmpdir(), 'noom-own-'));
  const signaling = attachSignaling(server, { log: 'silent', iceUrls: [], stateDir });
  before(() => once(server.listen(0), 'listening'));
  after(async () => {
    await signaling.close();
    server.close();
    rmSync(stateDir, { recursive: true });
  });
  return { at: (host) => `http://${host}:${String((server.address() as AddressInfo).port)}` };
}
