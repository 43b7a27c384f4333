import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { findLiveKit } from '../../../scripts/find/livekit.mjs';
import { freePort } from './free-port.mjs';
import { networkAddress } from './own-network.js';

/** The key of the servers that tests start. */
export const LIVEKIT_KEY = { apiKey: 'test', apiSecret: 'a secret of the tests alone, of 32 bytes and more' } as const;

/** How one is started. */
export interface LiveKitOptions {
  /** To start it again where it was; otherwise free ones are taken. */
  ports?: { http: number; udp: number };
  /** The Redis that several nodes share, as `host:port`. */
  redis?: string;
  /** Whether it makes rooms that nobody asked for. */
  autoCreate?: boolean;
  /** Another network than this one: what a command line begins with to run there, and the address to listen on. */
  place?: { readonly prefix: readonly string[]; readonly host: string };
  /** Other settings than those of the tests, by the address and the ports that they have to name. */
  configuration?: (at: { host: string; http: number; udp: number }) => string;
}

/** LiveKit's server, for one test. */
export interface LiveKitProcess {
  /** For pages. */
  readonly url: string;
  /** For a signaling server. */
  readonly apiUrl: string;
  readonly ports: { http: number; udp: number };
  readonly pid: number;
  /** What it has logged. */
  readonly lines: readonly string[];
  /** How a signaling server is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Ends it at once; may be called twice. */
  stop(): Promise<void>;
  /** It takes no new rooms, and ends when the last participant has left. */
  drain(): void;
  /** It answers no more, and ends no connection. */
  hang(): void;
  /** It goes on where it was. */
  goOn(): void;
}

/** The program and the address that it listens on, or why calls by it are not tested here. */
export function whereLiveKit():
  { path: string; host: string; reason?: undefined } | { path?: undefined; host?: undefined; reason: string } {
  const { path, reason } = findLiveKit();
  if (path === undefined) return { reason };
  // With loopback alone it does not start, and browsers gather no candidates for it.
  const host = networkAddress();
  if (host !== null) return { path, host };
  return { reason: 'this machine has no address but loopback, which LiveKit does not use' };
}

/** Starts one, and resolves once it works. */
export async function startLiveKit(options: LiveKitOptions = {}): Promise<LiveKitProcess> {
  const { path, host: ownHost, reason } = whereLiveKit();
  if (path === undefined) throw new Error(reason);
  const { prefix, host } = options.place ?? { prefix: [], host: ownHost };
  const ports = options.ports ?? { http: await freePort(host), udp: await freePort(host) };
  const dir = await mkdtemp(join(tmpdir(), 'noom-livekit-'));
  await writeFile(
    join(dir, 'livekit.yaml'),
    options.configuration?.({ host, ...ports }) ?? configuration(host, ports, options),
  );
  const [program, ...args] = [...prefix, path, '--config', join(dir, 'livekit.yaml')] as const;
  const livekit = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  // A test file that is cut off leaves none behind.
  const endWithTests = (): void => void livekit.kill('SIGKILL');
  process.once('exit', endWithTests);
  const exited = once(livekit, 'exit').then(async () => {
    process.off('exit', endWithTests);
    await rm(dir, { recursive: true });
  });
  const lines: string[] = [];
  for (const stream of [livekit.stdout, livekit.stderr]) {
    createInterface(stream).on('line', (line) => lines.push(line));
  }
  const at = `${host}:${String(ports.http)}`;
  const ended = exited.then(() => {
    throw new Error(`LiveKit ended: ${lines.join('\n')}`);
  });
  // Not while it runs: its end is expected by `stop()`.
  ended.catch(() => undefined);
  await Promise.race([options.place ? saying('starting LiveKit server', lines) : answering(`http://${at}/`), ended]);
  return {
    url: `ws://${at}`,
    apiUrl: `http://${at}`,
    ports,
    pid: livekit.pid ?? 0,
    lines,
    settings: {
      NOOM_LIVEKIT_URL: `ws://${at}`,
      NOOM_LIVEKIT_API_KEY: LIVEKIT_KEY.apiKey,
      NOOM_LIVEKIT_API_SECRET: LIVEKIT_KEY.apiSecret,
    },
    async stop() {
      livekit.kill('SIGKILL');
      await exited;
    },
    drain: () => void livekit.kill('SIGTERM'),
    hang: () => void livekit.kill('SIGSTOP'),
    goOn: () => void livekit.kill('SIGCONT'),
  };
}

/** One UDP port and no TCP, which would hide a fault of UDP; no STUN server is asked for the address. */
function configuration(
  host: string,
  ports: LiveKitProcess['ports'],
  { redis, autoCreate = false }: LiveKitOptions,
): string {
  return [
    `port: ${String(ports.http)}`,
    `bind_addresses: ['${host}']`,
    `rtc: { udp_port: ${String(ports.udp)}, tcp_port: 0, node_ip: '${host}', use_external_ip: false }`,
    `room: { auto_create: ${String(autoCreate)} }`,
    `keys: { ${LIVEKIT_KEY.apiKey}: '${LIVEKIT_KEY.apiSecret}' }`,
    ...(redis === undefined ? [] : [`redis: { address: '${redis}' }`]),
    '',
  ].join('\n');
}

/** It logs that just before it listens. */
async function saying(text: string, lines: readonly string[]): Promise<void> {
  while (!lines.some((line) => line.includes(text))) await delay(20);
}

async function answering(url: string): Promise<void> {
  for (;;) {
    const isThere = await fetch(url).then(
      ({ status }) => status === 200,
      () => false, // refused: it does not listen yet
    );
    if (isThere) return;
    await delay(20);
  }
}
