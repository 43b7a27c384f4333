import { createCallEvent, type CallEvent } from './call-events.js';
import type { CallChange } from './call-reducer.js';
import type { CallSnapshot } from './call-snapshot.js';
import { CallError, toCallError } from './errors.js';
import type { LeaveReason, ServerEvent } from './signaling/protocol.js';
import type { RoomSeat } from './signaling/room-seat.js';

/** What rulings need of the call around them. */
export interface RulingSurroundings {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  tell(event: CallEvent): void;
  tellError(error: CallError): void;
  /** Turns these of one's own sources off. */
  turnOff(...sources: ('microphone' | 'camera')[]): void;
  /** A newer token than the one used last; `null` when there is none. */
  getNewToken(): Promise<string | null>;
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
    void renewToken(call, seat);
  }
}

/** Why a call ends whose seat was refused: `error` is for what nobody in the room decided. */
export function endingOf(
  error: CallError,
  state: CallSnapshot['state'],
): { reason: LeaveReason | null; error: CallError | null } {
  if (state === 'lobby') return { reason: error.code === 'denied' ? 'denied' : null, error };
  if (state !== 'reconnecting') return { reason: null, error };
  // While one was away: the server knows the seat, and why it is given up.
  if (error.code === 'denied') return { reason: 'removed', error: null };
  if (error.code === 'not-allowed') return { reason: 'ended', error: null };
  const reasons: Partial<Record<string, LeaveReason>> = { 'token-expired': 'token-expired', 'room-full': 'full' };
  return { reason: reasons[error.code] ?? 'network', error };
}

async function renewToken(call: RulingSurroundings, seat: RoomSeat): Promise<void> {
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
    if (error.code !== 'signaling-unreachable' && error.code !== 'not-allowed') call.tellError(error);
  }
}
