import type { CheckStepName } from './check-report.js';
import type { IceServer } from './check-context.js';

/** The steps about ICE servers. */
export type IceStepName = Extract<CheckStepName, 'stun' | `turn-${string}`>;

export const ICE_STEPS: readonly IceStepName[] = ['stun', 'turn-udp', 'turn-tcp', 'turn-tls'];

/** Browsers slow down, and warn, beyond about as many; a list of the page may have any length. */
export const MAX_URLS_EACH = 4;

/** The ICE servers by the step that checks them: one URL each, so that the address decides. */
export function sortIceServers(servers: readonly IceServer[]): Record<IceStepName, readonly RTCIceServer[]> {
  const all = servers.flatMap(({ urls, ...access }) =>
    (typeof urls === 'string' ? [urls] : urls).map((url) => ({ urls: url, ...access })),
  );
  const of = (step: IceStepName): readonly RTCIceServer[] =>
    all.filter(({ urls }) => stepOf(urls) === step).slice(0, MAX_URLS_EACH);
  return { stun: of('stun'), 'turn-udp': of('turn-udp'), 'turn-tcp': of('turn-tcp'), 'turn-tls': of('turn-tls') };
}

/** By RFC 7065; what is no address of an ICE server at all is left to the browser, which says so. */
function stepOf(url: string): IceStepName {
  if (/^\s*turns:/i.test(url)) return 'turn-tls';
  if (!/^\s*turn:/i.test(url)) return 'stun';
  return /[?&]transport=tcp\b/i.test(url) ? 'turn-tcp' : 'turn-udp';
}
