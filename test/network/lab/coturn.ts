import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeCertificate } from './certificate.js';
import { listens, type Namespace } from './namespace.js';

/** What coturn and the signaling server share. */
export const TURN_SECRET = 'the secret of coturn in the network laboratory';

/** Where it is by each transport: as docs/deploy.md has it, with TLS on 443. */
export function turnUrls(address: string): string[] {
  return [`stun:${address}`, `turn:${address}`, `turn:${address}?transport=tcp`, `turns:${address}:443?transport=tcp`];
}

/** Starts coturn, set up as in compose.yaml, at that address of the namespace; waits until it listens. */
export async function startCoturn(namespace: Namespace, address: string): Promise<{ stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'noom-coturn-'));
  const pem = await writeCertificate(folder, address);
  const [program, ...prefix] = namespace.prefix;
  const coturn = spawn(program, [...prefix, 'turnserver', ...optionsFor(address, folder, pem)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(coturn, 'exit');
  let output = '';
  coturn.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  // Its output comes late, in whole pages. TLS on 443 is what it opens last.
  while (!(await listens(coturn.pid, 443))) {
    if (coturn.exitCode !== null) throw new Error(`coturn ended: ${output}`);
    await delay(20);
  }
  return {
    async stop() {
      coturn.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

function optionsFor(address: string, folder: string, pem: string): string[] {
  return [
    '-n', // without the file of settings that Debian's package has
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    '--tls-listening-port=443',
    `--cert=${pem}`,
    `--pkey=${pem}`,
    '--use-auth-secret',
    `--static-auth-secret=${TURN_SECRET}`,
    '--realm=turn.example',
    '--fingerprint',
    '--no-cli',
    '--no-dtls',
    '--no-multicast-peers',
    '--log-file=stdout',
    `--pidfile=${join(folder, 'pid')}`,
    `--userdb=${join(folder, 'db')}`,
    '--min-port=49152',
    '--max-port=49999',
    '--denied-peer-ip=10.0.0.0-10.255.255.255',
    '--denied-peer-ip=100.64.0.0-100.127.255.255',
  ];
}
