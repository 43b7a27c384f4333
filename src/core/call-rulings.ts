import { createCallEvent, type CallEvent } from './call-events.js';
import type { CallChange } from './call-reducer.js';
import type { CallSnapshot } from './call-snapshot.js';
import type { CallError } from './errors.js';
import type { LeaveReason, ServerEvent } from './signaling/protocol.js';
import type { RoomSeat } from './signaling/room-seat.js';
import type { RenewalSurroundings } from './token-renewal.js';

/** What rulings need of the call around them. */
export interface RulingSurroundings extends RenewalSurroundings {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  tell(event: CallEvent): void;
  /** Turns these of one's own sources off. */
  turnOff(...sources: ('microphone' | 'camera')[]): void;
}

/** Does what the room has ruled: who waits at its door, what was done to oneself, and that one's token ends. */
export function handleRuling({ name, payload }: ServerEvent, call: RulingSurroundings, seat: RoomSeat): void {
  if (name === 'lobby:knocked') {
    call.apply({ type: 'knocked', participant: payload.participant });
  } else if (name === 'lobby:gone') {
    call.apply({ type: 'knock-ended', id: payload.id });
  } else if (name === 'moderate:applied' && payload.action === 'mute') {
    const by = call.getSnapshot().participants.find(({ id }) => id === payload.by) ?? null;
    call.turnOff('microphone');
    call.tell(createCallEvent('noom-muted', { by }));
  } else if (name === 'token:expiring') {
    // Most calls have no token: what renews one is fetched by those who have. Offline, coming back brings a new one.
    import('./token-renewal.js').then(
      ({ renewToken }) => renewToken(call, seat),
      () => undefined,
    );
  }
}

/** Why a call ends whose seat was refused: `error` is for what nobody in the room decided. */
export function endingOf(
  error: CallError,
  state: CallSnapshot['state'],
): { reason: LeaveReason | null; error: CallError | null } {
  const isBack = state === 'reconnecting';
  // While one was away; the server knows the seat, and why it is given up.
  const ruled: Partial<Record<string, LeaveReason>> = isBack ? { denied: 'removed', 'not-allowed': 'ended' } : {};
  const reason = ruled[error.code];
  if (reason) return { reason, error: null };
  const reasons: Partial<Record<string, LeaveReason>> = { 'token-expired': 'token-expired', 'room-full': 'full' };
  if (isBack) return { reason: reasons[error.code] ?? 'network', error };
  return { reason: state === 'lobby' && error.code === 'denied' ? 'denied' : null, error };
}
