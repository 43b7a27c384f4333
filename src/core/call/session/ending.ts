import type { CallError } from '../../base/errors.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import type { LeaveReason } from '../../../protocol/protocol.js';

/** Why a call ends whose seat was refused: the reason, and the error, unless a moderator decided it. */
export function endingOf(error: CallError, state: CallSnapshot['state']): [LeaveReason | null, CallError | null] {
  const [isReturn, isWaiting] = [state === 'reconnecting', state === 'lobby'];
  // Decided while this page was disconnected: the server still knows the seat, or the place in the lobby.
  if (error.code === 'not-allowed' && (isReturn || isWaiting)) return ['ended', null];
  if (!isReturn) return [isWaiting && error.code === 'denied' ? 'denied' : null, error];
  switch (error.code) {
    case 'denied':
      return ['removed', null];
    case 'token-expired':
      return ['token-expired', error];
    case 'room-full':
      return ['full', error];
    default:
      return ['network', error];
  }
}
