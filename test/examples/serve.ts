import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { QUIET, type PreparedExample } from './prepare-example.js';

/** Something that serves an example. */
export interface Served {
  readonly url: string;
  /** What a program that serves it has written. */
  readonly output?: readonly string[];
  /** May be called twice. */
  readonly close: () => Promise<void>;
}

/** How an example is built and served. */
export type Serve = (example: PreparedExample) => Promise<Served>;

/** As a web server serves what its script `build` makes. */
export function built(folder: string): Serve {
  return async (example) => {
    await example.run('build');
    return serveFolder(join(example.folder, folder));
  };
}

/** By a program, such as its development server; `beforehand` are scripts of its package.json. */
export function by(args: readonly string[], ...beforehand: readonly string[]): Serve {
  return async (example) => {
    for (const script of beforehand) await example.run(script);
    return serveByProgram(example.folder, args);
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Serves what was built into a folder, as any web server does. */
async function serveFolder(folder: string): Promise<Served> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (content) => response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(content),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts a program that serves an example, such as a development server, and waits for the address that it prints. */
async function serveByProgram(folder: string, args: readonly string[]): Promise<Served> {
  // Of its own process group: npx and the tools start others.
  const program = spawn('npx', args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...QUIET, HOST: 'localhost', PORT: '0' },
  });
  const stop = (): void => {
    try {
      if (program.pid !== undefined) process.kill(-program.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', stop);
  const exited = once(program, 'exit');
  const output: string[] = [];
  const ended = exited.then(() => {
    throw new Error(`${args.join(' ')} ended:\n${output.join('\n')}`);
  });
  const told = new Promise<string>((resolve) => {
    for (const stream of [program.stdout, program.stderr]) {
      createInterface(stream).on('line', (line) => {
        output.push(line);
        const address = /https?:\/\/(localhost|127\.0\.0\.1):\d+/.exec(line)?.[0];
        if (address !== undefined) resolve(address);
      });
    }
  });
  const url = await Promise.race([told, ended]);
  // A development server compiles a page when it is first asked for: a browser would not wait for that on a busy machine.
  await Promise.race([fetch(url).then((answer) => answer.text()), ended]);
  return {
    url,
    output,
    async close() {
      process.off('exit', stop);
      stop();
      await exited;
    },
  };
}
