import type { RefusalCode } from '../../../src/room-server/index.js';

/** Each of the server's codes, once: the compiler complains when one is missing or new. */
export const REFUSAL_CODES: Readonly<Record<RefusalCode, true>> = {
  'bad-request': true,
  denied: true,
  internal: true,
  'invalid-name': true,
  'invalid-room': true,
  'media-lost': true,
  'message-too-large': true,
  'not-allowed': true,
  'rate-limited': true,
  'room-full': true,
  'room-locked': true,
  'sfu-unreachable': true,
  'token-expired': true,
  unauthorized: true,
};
