import { isLoopback } from './addresses.js';

/** What decides over origins. */
export interface OriginPolicy {
  /** The origins allowed, as `https://call.example`; `null` for the default. */
  origins: readonly string[] | null;
  /** The host listened on. */
  host: string;
}

/**
 * Whether a page of that origin may connect. By default the server's own origin may (the one whose host the request
 * was sent to) and, while only this machine can connect, any port of localhost. Who sends no `Origin` is no browser and
 * is let in: the header protects people from pages, not the server from programs.
 */
export function isOriginAllowed(
  { origins, host }: OriginPolicy,
  headers: { origin?: string | undefined; host?: string | undefined },
): boolean {
  if (headers.origin === undefined) return true;
  const origin = parseOrigin(headers.origin);
  if (!origin) return false;
  if (origins) return origins.includes(origin.origin);
  // Compared by host alone: behind a proxy that ends TLS, the scheme the page was loaded by is not known here.
  if (origin.host === headers.host?.toLowerCase()) return true;
  return isLoopback(host) && isLoopback(origin.hostname);
}

/** Reads an origin; `null` for what is none, such as `null`, a path or a list. */
export function parseOrigin(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.href === `${url.origin}/` ? url : null;
}
