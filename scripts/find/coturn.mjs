/** Finds Debian's `turnserver` (coturn), or installs it where no one has to be asked. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './install-with-apt.mjs';

/**
 * The TURN server of the tests, or why it is not available: then nothing is tested through a real one. Continuous
 * integration always has it.
 * @returns {{ path: string, reason?: undefined } | { path?: undefined, reason: string }}
 */
export function findCoturn() {
  const path = look() ?? (installWithApt(['coturn']) ? look() : undefined);
  if (path !== undefined) return { path };
  const reason = 'there is no turnserver (coturn) on the PATH';
  if (process.env.CI) throw new Error(`TURN cannot be tested: ${reason}.`);
  return { reason };
}

function look() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'turnserver'))
    .find((path) => existsSync(path));
}
