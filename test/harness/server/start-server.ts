import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const MAIN = 'dist/server/main.js';

/** The built server, running as a user runs it. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it has printed so far. */
  readonly output: readonly string[];
  /** Resolves with the exit code once the process has ended, for whatever reason. */
  readonly exited: Promise<number | null>;
  /** Sends the signal and resolves with the exit code (`null` when the signal killed it); may be called twice. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts `dist/server/main.js` on a free port, with `settings` from the environment's names. Build it first.
 * @param prefix what the command line begins with, to run it in another network.
 * @param main another program that takes the same settings, from the project's root.
 */
export async function startServer(
  settings: Readonly<Record<string, string>> = {},
  prefix: readonly string[] = [],
  main: string = MAIN,
): Promise<ServerProcess> {
  const stateDir = await mkdtemp(join(tmpdir(), 'noom-server-'));
  const [program, ...args] = [...prefix, process.execPath, fileURLToPath(new URL(main, root))] as const;
  const server = spawn(program, args, {
    // Tests need no address from outside.
    env: { ...process.env, PORT: '0', NOOM_STATE_DIR: stateDir, NOOM_ICE_URLS: 'none', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test file that is cut off leaves no server behind.
  const kill = (): boolean => server.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(server, 'exit').then(async ([code]: (number | null)[]) => {
    process.off('exit', kill);
    await rm(stateDir, { recursive: true });
    return code ?? null;
  });
  const output: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      createInterface(stream).on('line', (line) => {
        output.push(line);
        const listening = /^\w+ listening on (\S+)$/.exec(line);
        if (listening?.[1]) resolve(listening[1]);
      });
    }
    void exited.then((code) => reject(new Error(`The server ended (${String(code)}): ${output.join('\n')}`)));
  });
  return {
    url,
    pid: server.pid ?? 0,
    output,
    exited,
    stop(signal = 'SIGTERM') {
      server.kill(signal);
      return exited;
    },
  };
}
