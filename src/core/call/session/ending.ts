import type { CallError, CallErrorCode } from '../../base/errors.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import type { LeaveReason } from '../../../protocol/protocol.js';

/** Why a seat is not given back; by default it is the network. */
const REASONS: Partial<Record<CallErrorCode, LeaveReason>> = { 'token-expired': 'token-expired', 'room-full': 'full' };

/** Why a call ends whose seat was refused: the reason, and the error, unless a moderator decided it. */
export function endingOf(error: CallError, state: CallSnapshot['state']): [LeaveReason | null, CallError | null] {
  const { code } = error;
  const [isReturn, isWaiting] = [state === 'reconnecting', state === 'lobby'];
  // Decided while this page was disconnected: the server still knows the seat, or the place in the lobby.
  if (code === 'not-allowed' && (isReturn || isWaiting)) return ['ended', null];
  if (isReturn) return code === 'denied' ? ['removed', null] : [REASONS[code] ?? 'network', error];
  return [isWaiting && code === 'denied' ? code : null, error];
}
