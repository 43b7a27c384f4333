import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { afterwards } from '../../harness/afterwards.js';
import { temporaryDir } from './harness.js';

/** The program's source. */
export const MAIN = fileURLToPath(new URL('../../../demo-server/main.ts', import.meta.url));

/** Starts the program from its command line, with only these settings. */
export async function start(
  t: TestContext,
  environment: Record<string, string>,
  ...args: string[]
): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { PATH: process.env.PATH, NOOM_STATE_DIR: await temporaryDir(t), ...environment },
  });
  afterwards(t, () => child.kill('SIGKILL'));
  return child;
}

/** Where a program that was started listens, once it says so. */
export async function listening(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return line.replace('noom listening on ', '');
}
