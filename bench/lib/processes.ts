import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server that runs in its own process. */
export interface ServerInProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Runs a file of `bench/servers`, and resolves once it prints its address. */
export async function startProcess(file: string, ...parameters: string[]): Promise<ServerInProcess> {
  const path = fileURLToPath(new URL(`../servers/${file}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
    void exited.then(() => {
      reject(new Error(`bench/servers/${file} ended before it listened.`));
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      process.off('exit', kill);
      kill();
      await exited;
    },
  };
}
