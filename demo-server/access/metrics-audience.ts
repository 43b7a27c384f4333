import type { IncomingMessage } from 'node:http';
import { isLoopback } from './addresses.js';
import { isSentToLoopback } from './origins.js';

/** Who may read the metrics: programs on this machine, anyone who can connect, or no one. */
export const METRICS_AUDIENCES = ['loopback', 'public', 'off'] as const;
/** Who may read the metrics. */
export type MetricsAudience = (typeof METRICS_AUDIENCES)[number];

/** The headers that proxies add. A proxy on this machine makes all requests look local. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Whether a request for the metrics is answered. */
export function mayReadMetrics(
  audience: MetricsAudience,
  { headers, socket }: Pick<IncomingMessage, 'headers'> & { socket: Pick<IncomingMessage['socket'], 'remoteAddress'> },
): boolean {
  if (audience !== 'loopback') return audience === 'public';
  const isPassedOn = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  return !isPassedOn && isSentToLoopback(headers) && isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/i, ''));
}
