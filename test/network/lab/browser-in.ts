import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../../scripts/find/browser.mjs';
import { launchBrowser, type TestBrowser } from '../../harness/browser/launch-browser.js';
import type { Namespace } from './namespace.js';

/** The servers' certificates are their own, so those of both pages and TURN are taken as they are. */
const ARGS = ['--ignore-certificate-errors'];

/** Starts Chromium in a namespace. @param more arguments of its command line. */
export async function launchBrowserIn(namespace: Namespace, more: readonly string[] = []): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'noom-starter-'));
  const starter = join(folder, 'chromium');
  await writeFile(starter, `#!/bin/sh\nexec ${namespace.prefix.join(' ')} '${await findBrowser()}' "$@"\n`);
  await chmod(starter, 0o700);
  try {
    return await launchBrowser({ starter, args: [...ARGS, ...more] });
  } finally {
    await rm(folder, { recursive: true });
  }
}
