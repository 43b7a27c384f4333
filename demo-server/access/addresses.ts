import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether a host name or address reaches this machine only. */
export function isLoopback(host: string): boolean {
  const bare = withoutBrackets(host).toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** Whether an address, as limits count it, is of this machine: of a proxy, whose clients it does not tell apart. */
export function isOwnAddress(address: string): boolean {
  return isLoopback(address) || address === networkOf('::1');
}

/** Whether a host means every interface. */
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
 * The address a request comes from, as limits count it: behind `proxyHops` trusted proxies the one that the outermost
 * of them saw. An IPv6 address counts as its /64, which is what one household or attacker has.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxyHops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // Each proxy appends the address it saw; what is further left was written by the client and proves nothing.
  const seen = [...forwarded, direct];
  const address = bareAddress(seen[Math.max(0, seen.length - 1 - proxyHops)] ?? direct);
  return networkOf(isIP(address) === 0 ? direct : address);
}

/** A base URL for the address a server listens on; for a wildcard, the one by which this machine reaches itself. */
export function baseUrl(scheme: 'http' | 'https', host: string, { port, family }: AddressInfo): string {
  const reachable = isWildcard(host) ? (family === 'IPv6' ? '::1' : '127.0.0.1') : withoutBrackets(host);
  return `${scheme}://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${String(port)}`;
}

/** An IPv6 address without the brackets it has in a URL. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

/** An address as some proxies write it: with a port, in brackets, in quotes. */
function bareAddress(text: string): string {
  const written = /^"?(?:\[(?<v6>[^\]]*)\]|(?<v4>\d+(?:\.\d+){3}))(?::\d+)?"?$/.exec(text)?.groups;
  return written?.v6 ?? written?.v4 ?? text;
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6).map((group) => parseInt(group, 16));
  // IPv4 in IPv6 (RFC 4291, section 2.5.5.2).
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') {
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  }
  return groups.slice(0, 4).join(':') + '::/64';
}

/** The eight groups of an IPv6 address, each in one spelling. */
function groupsOf(address: string): string[] {
  const [bare = ''] = address.split('%');
  const [head = '', tail] = withoutBrackets(new URL(`http://[${bare}]`).hostname).split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after];
}
