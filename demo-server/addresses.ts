import type { IncomingMessage } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether a host name or address reaches this machine only. */
export function isLoopback(host: string): boolean {
  const bare = withoutBrackets(host).toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** Whether listening there means listening on every interface. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || withoutBrackets(host) === '::';
}

/** This machine's addresses on its networks, IPv4 first; link-local ones need a zone and are left out. */
export function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const reachable = all.filter(({ internal, scopeid }) => !internal && !scopeid);
  return reachable.sort((one, other) => one.family.localeCompare(other.family)).map(({ address }) => address);
}

/**
 * The address a request comes from, as limits count it: behind `proxyHops` trusted proxies the one the outermost of them
 * saw. An IPv6 address counts as its /64, which is what one household or attacker has.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxyHops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // Each proxy appends whom it saw; what lies further left was written by the client and proves nothing.
  const seen = [...forwarded, direct];
  const address = seen[Math.max(0, seen.length - 1 - proxyHops)] ?? direct;
  return networkOf(address);
}

/** A base URL for an address one listens on; of a wildcard, the one this machine reaches itself by. */
export function baseUrl(scheme: 'http' | 'https', host: string, { port, family }: AddressInfo): string {
  const reachable = isWildcard(host) ? (family === 'IPv6' ? '::1' : '127.0.0.1') : withoutBrackets(host);
  return `${scheme}://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${String(port)}`;
}

/** An IPv6 address without the brackets it wears in a URL. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - tailGroups.length)).fill('0');
  return [...groups, ...zeros, ...tailGroups].slice(0, 4).join(':') + '::/64';
}
