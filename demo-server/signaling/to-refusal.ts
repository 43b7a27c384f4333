import { Refusal } from '../../src/room-server/index.js';
import type { Logger } from '../ops/log.js';

/** What to answer whatever was thrown; what is no refusal is a fault of the server's own, and logged. */
export function toRefusal(thrown: unknown, logger: Logger): Refusal {
  if (thrown instanceof Refusal) return thrown;
  logger.error({ error: thrown instanceof Error ? thrown.stack : String(thrown) }, 'request failed');
  return new Refusal('internal', 'The server failed; try again.');
}
