import { CallError, toCallError } from '../base/errors.js';
import type { RoomSeat } from '../signaling/room-seat.js';

/** What a renewal needs of the call around it. */
export interface RenewalSurroundings {
  tellError(error: CallError): void;
  /** A newer token than the one used last; `null` when there is none. @throws CallError when it is not wanted any more. */
  getNewToken(): Promise<string | null>;
}

/** Gives the server a newer token while the old one still holds; tells when that cannot be done. */
export async function renewToken(call: RenewalSurroundings, seat: RoomSeat): Promise<void> {
  try {
    const token = await call.getNewToken();
    if (token === null) {
      throw new CallError('token-expired', {
        message: 'The token is about to expire, and the call ends with it.',
        hint: 'Let token be a function: it is asked for a new one in time.',
      });
    }
    await seat.renew(token);
  } catch (thrown) {
    const error = toCallError(thrown);
    // Whoever lost the connection, or left, asks with a new token for the seat, or not at all.
    if (!['signaling-unreachable', 'not-allowed', 'token-unavailable'].includes(error.code)) call.tellError(error);
  }
}
