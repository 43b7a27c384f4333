import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.mjs';

/** A separate Redis for one test, which keeps nothing. */
export interface RedisProcess {
  readonly url: string;
  readonly port: number;
  /** Ends it at once; may be called twice. */
  stop(): Promise<void>;
  /** It answers no more, and ends no connection. */
  hang(): void;
  /** It goes on where it was. */
  goOn(): void;
}

/** Starts the program at `path` on a free port, or on that one. */
export async function startRedis(path: string, port?: number): Promise<RedisProcess> {
  const chosen = port ?? (await freePort());
  const dir = await mkdtemp(join(tmpdir(), 'noom-redis-'));
  const options = ['--port', String(chosen), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no'];
  const redis = spawn(path, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  // A test file that is cut off leaves none behind.
  const endWithTests = (): void => void redis.kill('SIGKILL');
  process.once('exit', endWithTests);
  const exited = once(redis, 'exit').then(async () => {
    process.off('exit', endWithTests);
    await rm(dir, { recursive: true });
  });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface(redis.stdout).on('line', (line) => {
      lines.push(line);
      if (/ready to accept connections/i.test(line)) resolve();
    });
    void exited.then(() => reject(new Error(`Redis ended: ${lines.join('\n')}`)));
  });
  return {
    url: `redis://127.0.0.1:${String(chosen)}`,
    port: chosen,
    async stop() {
      redis.kill('SIGKILL');
      await exited;
    },
    hang: () => void redis.kill('SIGSTOP'),
    goOn: () => void redis.kill('SIGCONT'),
  };
}
