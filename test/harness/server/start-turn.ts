import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generate } from 'selfsigned';
import { freePort } from './free-port.mjs';
import { networkAddress } from './own-network.js';

/** A TURN server for one test: coturn, with a certificate that nobody signed. */
export interface TurnProcess {
  /** Its addresses: `stun:`, and `turn:` by each transport. */
  readonly urls: Readonly<Record<'stun' | 'udp' | 'tcp' | 'tls', string>>;
  /** What time-limited credentials are made with. */
  readonly secret: string;
  /** Credentials for so many seconds. */
  credentials(ttlS: number): { username: string; credential: string };
  /** What it has logged: each allocation with its user. */
  readonly lines: readonly string[];
  /** Ends it at once; may be called twice. */
  stop(): Promise<void>;
}

/** Starts the program at `path` on free ports. */
export async function startTurn(path: string): Promise<TurnProcess> {
  const host = ownAddress();
  const [port, tlsPort] = [await freePort(), await freePort()];
  const secret = 'a secret of this test alone';
  const dir = await mkdtemp(join(tmpdir(), 'noom-turn-'));
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], { keyType: 'ec' });
  await writeFile(join(dir, 'cert.pem'), cert);
  await writeFile(join(dir, 'key.pem'), key);
  const options = {
    'listening-ip': host,
    'relay-ip': host,
    'listening-port': port,
    'tls-listening-port': tlsPort,
    'static-auth-secret': secret,
    realm: 'noom.test',
    cert: join(dir, 'cert.pem'),
    pkey: join(dir, 'key.pem'),
    userdb: join(dir, 'users.db'),
    pidfile: join(dir, 'pid'),
    'log-file': 'stdout',
  };
  const flags = ['use-auth-secret', 'fingerprint', 'no-cli', 'no-dtls', 'allow-loopback-peers', 'simple-log'];
  const turn = spawn(
    path,
    [
      '-n',
      '-v',
      ...flags.map((flag) => `--${flag}`),
      ...Object.entries(options).map(([name, is]) => `--${name}=${String(is)}`),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], cwd: dir },
  );
  // A test file that is cut off leaves none behind.
  const endWithTests = (): void => void turn.kill('SIGKILL');
  process.once('exit', endWithTests);
  const exited = once(turn, 'exit').then(async () => {
    process.off('exit', endWithTests);
    await rm(dir, { recursive: true });
  });
  const lines: string[] = [];
  createInterface(turn.stdout).on('line', (line) => lines.push(line));
  const ended = exited.then(() => {
    throw new Error(`The TURN server ended: ${lines.join('\n')}`);
  });
  // Not while it runs: its end is expected by `stop()`.
  ended.catch(() => undefined);
  await Promise.race([Promise.all([listening(host, port), listening(host, tlsPort)]), ended]);
  const at = `${host}:${String(port)}`;
  return {
    urls: {
      stun: `stun:${at}`,
      udp: `turn:${at}?transport=udp`,
      tcp: `turn:${at}?transport=tcp`,
      tls: `turns:${host}:${String(tlsPort)}?transport=tcp`,
    },
    secret,
    credentials: (ttlS) => {
      const username = `${String(Math.floor(Date.now() / 1000) + ttlS)}:tester`;
      return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
    },
    lines,
    async stop() {
      turn.kill('SIGKILL');
      await exited;
    },
  };
}

/** What answers everything, by UDP and TCP, with something that is no STUN. */
export async function startGarbage(): Promise<{ url: string; stop: () => void }> {
  const garbage = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');
  const udp = createSocket('udp4');
  udp.on('message', (_, { port, address }) => {
    udp.send(garbage, port, address);
  });
  udp.bind(0, ownAddress());
  await once(udp, 'listening');
  return {
    url: `turn:${ownAddress()}:${String(udp.address().port)}?transport=udp`,
    stop: () => {
      udp.close();
    },
  };
}

/** Firefox does not use TURN servers on loopback addresses. */
function ownAddress(): string {
  return networkAddress() ?? '127.0.0.1';
}

/** Resolves when something takes connections there. */
async function listening(host: string, port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, host);
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
