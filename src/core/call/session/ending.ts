import type { CallError } from '../../base/errors.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import type { LeaveReason } from '../../../protocol/protocol.js';

/** Why a call ends whose seat was refused: the reason, and the error, unless a moderator decided it. */
export function endingOf(error: CallError, state: CallSnapshot['state']): [LeaveReason | null, CallError | null] {
  if (state !== 'reconnecting') return [state === 'lobby' && error.code === 'denied' ? 'denied' : null, error];
  switch (error.code) {
    // Decided while this page was disconnected: the server still knows the seat.
    case 'denied':
      return ['removed', null];
    case 'not-allowed':
      return ['ended', null];
    case 'token-expired':
      return ['token-expired', error];
    case 'room-full':
      return ['full', error];
    default:
      return ['network', error];
  }
}
