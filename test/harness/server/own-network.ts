import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A port that is free by TCP. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** This machine's address in its network; `null` where there is only loopback. */
export function networkAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}
