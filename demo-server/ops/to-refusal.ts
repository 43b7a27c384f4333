import { Refusal } from '../../src/room-server/index.js';
import type { Logger } from './log.js';

/** The refusal to answer with after an error; an error that is not a `Refusal` is a fault of the server, and logged. */
export function toRefusal(thrown: unknown, logger: Logger): Refusal {
  if (thrown instanceof Refusal) return thrown;
  logger.error({ error: thrown instanceof Error ? thrown.stack : String(thrown) }, 'request failed');
  return new Refusal('internal', 'The server failed; try again.');
}
