import { isIP } from 'node:net';
import { isLoopback, withoutBrackets } from './addresses.js';

/** The settings that decide which origins are allowed. */
export interface OriginPolicy {
  /** The origins allowed, as `https://call.example`; `null` for the default. */
  origins: readonly string[] | null;
  /** The host listened on. */
  host: string;
}

/** The headers of a request that say where it comes from and where it was sent to. */
export interface OriginHeaders {
  origin?: string | undefined;
  host?: string | undefined;
  /** Replaces `host` in HTTP/2. */
  ':authority'?: string | undefined;
  'sec-fetch-site'?: string | undefined;
}

/** The settings that decide which names this server may be called by. */
export interface HostPolicy extends OriginPolicy {
  /** What tokens are signed with; `null` where there are none. */
  secret: string | null;
  /** Who may come without a token; `null` for this machine alone. */
  open: 'lan' | null;
  /** The proxies in front of the server. */
  trustProxyHops: number;
}

/**
 * Whether a request was sent to a name of this server. A page of any origin can make its name resolve to this machine
 * ("DNS rebinding"), and then has the server's own origin for the browser. With tokens it gains nothing by that; behind
 * a proxy the proxy checks the name.
 */
export function isHostKnown(policy: HostPolicy, headers: OriginHeaders): boolean {
  const authority = authorityOf(headers);
  if (policy.secret !== null || policy.trustProxyHops > 0 || authority === undefined) return true;
  const name = hostnameOf(authority);
  if (name === null) return false;
  const own = withoutBrackets(policy.host).toLowerCase();
  if (isLoopback(name) || name === own) return true;
  if (policy.origins?.some((each) => withoutBrackets(new URL(each).hostname) === name)) return true;
  // On a network: addresses, and names that cannot be registered.
  return policy.open !== null && (isIP(name) !== 0 || !name.includes('.') || name.endsWith('.local'));
}

/** Whether a request was sent to a loopback name or address. */
export function isSentToLoopback(headers: OriginHeaders): boolean {
  const authority = authorityOf(headers);
  if (authority === undefined) return true;
  const name = hostnameOf(authority);
  return name !== null && isLoopback(name);
}

function authorityOf(headers: OriginHeaders): string | undefined {
  return headers.host ?? headers[':authority'];
}

function hostnameOf(authority: string): string | null {
  const url = /^[^/?#@\\\s]+$/.test(authority) ? `http://${authority}` : '';
  return URL.canParse(url) ? withoutBrackets(new URL(url).hostname) : null;
}

/**
 * Whether a page of that origin may connect. By default the server's own origin may (the one whose host the request
 * was sent to) and, while only this machine can connect, any port of localhost. A client that sends neither `Origin`
 * nor `Sec-Fetch-Site` of another site is no page of another site, and is let in: the header protects people from
 * pages, not the server from programs.
 */
export function isOriginAllowed({ origins, host }: OriginPolicy, headers: OriginHeaders): boolean {
  // A page of another origin omits `Origin` only for a script or picture, whose answer must not run or show there.
  if (headers.origin === undefined) return !['cross-site', 'same-site'].includes(headers['sec-fetch-site'] ?? '');
  const origin = parseOrigin(headers.origin);
  if (!origin) return false;
  if (origins) return origins.includes(origin.origin);
  // Compared by host alone: behind a proxy that ends TLS, the scheme the page was loaded by is not known here.
  if (origin.host === authorityOf(headers)?.toLowerCase()) return true;
  return isLoopback(host) && isLoopback(origin.hostname);
}

/** Reads an origin; `null` for what is not one, such as `null`, a path or a list. */
export function parseOrigin(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.href === `${url.origin}/` ? url : null;
}
