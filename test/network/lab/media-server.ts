import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LIVEKIT_KEY, startLiveKit } from '../../harness/server/start-livekit.js';
import { writeCertificate } from './certificate.js';
import { listens, type Namespace } from './namespace.js';

const HTTP_PORT = 7880;
const UDP_PORT = 7882;

/** How the signaling server is told of it: pages come by TLS, the server itself does not. */
export function mediaSettings(address: string): Readonly<Record<string, string>> {
  return {
    NOOM_LIVEKIT_URL: `wss://${address}`,
    NOOM_LIVEKIT_API_URL: `http://${address}:${String(HTTP_PORT)}`,
    NOOM_LIVEKIT_API_KEY: LIVEKIT_KEY.apiKey,
    NOOM_LIVEKIT_API_SECRET: LIVEKIT_KEY.apiSecret,
  };
}

/** Starts LiveKit at that address of the namespace, by UDP alone, and what ends TLS before it; waits until both listen. */
export async function startMediaServer(namespace: Namespace, address: string): Promise<{ stop(): Promise<void> }> {
  const livekit = await startLiveKit({
    place: { prefix: namespace.prefix, host: address },
    ports: { http: HTTP_PORT, udp: UDP_PORT },
    configuration: ({ host, http, udp }) => configuration(host, http, udp),
  });
  const folder = await mkdtemp(join(tmpdir(), 'noom-media-'));
  const pem = await writeCertificate(folder, address);
  const [program, ...prefix] = namespace.prefix;
  const listener = `OPENSSL-LISTEN:443,bind=${address},cert=${pem},verify=0,reuseaddr,fork`;
  const tls = spawn(program, [...prefix, 'socat', listener, `TCP:${address}:${String(HTTP_PORT)}`], {
    stdio: 'ignore',
  });
  const exited = once(tls, 'exit');
  while (!(await listens(tls.pid, HTTP_PORT)) || !(await listens(tls.pid, 443))) {
    if (tls.exitCode !== null) throw new Error('socat ended.');
    await delay(20);
  }
  return {
    async stop() {
      tls.kill('SIGKILL');
      await exited;
      await livekit.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The public addresses are at the loopback interface here, and others of it are no way to anywhere. */
function configuration(host: string, http: number, udp: number): string {
  return `port: ${String(http)}
bind_addresses: ['${host}']
rtc:
  udp_port: ${String(udp)}
  tcp_port: 0
  use_external_ip: false
  node_ip: '${host}'
  enable_loopback_candidate: true
  interfaces: { includes: [lo] }
  ips: { includes: ['${host}/32'] }
room: { auto_create: false }
keys: { ${LIVEKIT_KEY.apiKey}: '${LIVEKIT_KEY.apiSecret}' }
`;
}
