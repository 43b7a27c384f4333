/** Finds Debian's `redis-server`, or installs it where no one has to be asked. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './install-with-apt.mjs';

/**
 * Redis's server, or why it is not available: then several processes are not tested. Continuous integration always has
 * it.
 * @returns {{ path: string, reason?: undefined } | { path?: undefined, reason: string }}
 */
export function findRedis() {
  const path = look() ?? (installWithApt(['redis-server']) ? look() : undefined);
  if (path !== undefined) return { path };
  const reason = 'there is no redis-server on the PATH';
  if (process.env.CI) throw new Error(`Several processes cannot be tested: ${reason}.`);
  return { reason };
}

function look() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path));
}
