/** Finds Debian's `nginx` and `caddy`, or unpacks them where no one has to be asked. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackWithApt } from './install-with-apt.mjs';

/** Unpacked and not installed: neither is to serve anything here, and Caddy would bring another libnss for browsers. */
const UNPACKED = fileURLToPath(new URL('../../node_modules/.cache/noom-proxies', import.meta.url));

/**
 * The reverse proxies that documents have settings for, or why they are not available: then the settings are only looked
 * at. Continuous integration always has them.
 * @returns {{ nginx: string, caddy: string, reason?: undefined } | { nginx?: undefined, caddy?: undefined, reason: string }}
 */
export function findProxies() {
  const found = look() ?? (unpackWithApt(['nginx', 'caddy'], UNPACKED) ? look() : undefined);
  if (found !== undefined) return found;
  const reason = 'there are no nginx and caddy on the PATH';
  if (process.env.CI) throw new Error(`Settings of proxies cannot be tested: ${reason}.`);
  return { reason };
}

function look() {
  const unpacked = ['usr/sbin', 'usr/bin'].map((folder) => join(UNPACKED, folder));
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...unpacked];
  const find = (name) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const [nginx, caddy] = [find('nginx'), find('caddy')];
  return nginx === undefined || caddy === undefined ? undefined : { nginx, caddy };
}
