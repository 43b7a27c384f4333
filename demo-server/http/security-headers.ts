const DIRECTIVES = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Signaling may be on another host than the page.
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The policy of pages, with these directives in place of its own. */
export function pagePolicy(changed: Readonly<Record<string, readonly string[]>> = {}): string {
  return Object.entries({ ...DIRECTIVES, ...changed })
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The headers of every answer. */
export const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/**
 * The headers of a page: what it may load, who may frame it, and that it alone uses camera, microphone and screen.
 * @param connectSources where it connects to, beside this server and WebSockets.
 */
export function pageHeaders(connectSources: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'content-security-policy': pagePolicy({ 'connect-src': [...DIRECTIVES['connect-src'], ...connectSources] }),
    'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self)',
    // No page that opened this one, or that this one opens, gets access to its window.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** The headers of the server's own texts: nothing in them is to be run, drawn or framed. */
export const WORD_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** The headers of the kit, which pages of any origin load as a module. */
export const KIT_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;
