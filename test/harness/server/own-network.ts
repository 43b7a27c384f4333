import { networkInterfaces } from 'node:os';

/** This machine's address in its network; `null` where there is only loopback. */
export function networkAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}
