import type { AddressInfo } from 'node:net';

/** Prints the address for the parent process. */
export function printUrl(address: AddressInfo | string | null): void {
  if (address === null || typeof address === 'string') throw new Error('Listens on no port.');
  console.log(`listening on http://127.0.0.1:${String(address.port)}`);
}
