/**
 * Every code a room server refuses with: codes of the kit's errors, and `bad-request` for what is not a valid request.
 */
export type RefusalCode =
  | 'bad-request'
  | 'denied'
  | 'internal'
  | 'invalid-name'
  | 'invalid-room'
  | 'media-lost'
  | 'message-too-large'
  | 'not-allowed'
  | 'rate-limited'
  | 'room-full'
  | 'room-locked'
  | 'sfu-unreachable'
  | 'token-expired'
  | 'unauthorized';

/** The refusal of a request: `code` for programs, `message` for the person who reads the log. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** The refusal of what only a connection without a place may ask. */
export function alreadySeated(): Refusal {
  return new Refusal('not-allowed', 'This connection has a seat already; leave first.');
}
