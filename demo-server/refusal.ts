import type { Logger } from './log.js';

/** Every code the server refuses with: the codes of the kit's errors, and `bad-request` for what is no request at all. */
export type RefusalCode =
  | 'bad-request'
  | 'denied'
  | 'internal'
  | 'invalid-name'
  | 'invalid-room'
  | 'message-too-large'
  | 'not-allowed'
  | 'rate-limited'
  | 'room-full'
  | 'room-locked'
  | 'token-expired'
  | 'unauthorized';

/** A request that the server says no to: `code` for programs, `message` for the person who reads the log. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** What to answer whatever was thrown; what is no refusal is a fault of the server's own, and logged. */
export function toRefusal(thrown: unknown, logger: Logger): Refusal {
  if (thrown instanceof Refusal) return thrown;
  logger.error({ error: thrown instanceof Error ? thrown.stack : String(thrown) }, 'request failed');
  return new Refusal('internal', 'The server failed; try again.');
}
