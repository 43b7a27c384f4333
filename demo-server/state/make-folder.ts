import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder that only the owner can read, and those that it lies in. Not by Node's own `recursive`: that tries
 * for ever where a file system says of a folder in it that there is no such one (`/proc`, one that is mounted on
 * demand), and says the same of one that can only be read. Throws when it cannot be made.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
