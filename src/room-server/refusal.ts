/** Every code a room server refuses with: the codes of the kit's errors, and `bad-request` for what is no request at all. */
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
