import { createCallEvent, type CallEvent } from '../model/events.js';
import type { CallChange } from '../model/reducer.js';
import type { CallSnapshot } from '../model/snapshot.js';
import type { Source } from '../model/sources.js';
import type { CallError } from '../base/errors.js';
import type { LeaveReason, ServerEvent } from '../../protocol/protocol.js';
import type { RoomSeat } from '../signaling/room-seat.js';
import type { RenewalSurroundings } from './token-renewal.js';

/** What rulings need of the call around them. */
export interface RulingSurroundings extends RenewalSurroundings {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  tell(event: CallEvent): void;
  /** Turns these of one's own sources off. */
  turnOff(...sources: readonly Source[]): void;
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

/** Why a call ends whose seat was refused: the reason, and the error where nobody in the room decided it. */
export function endingOf(error: CallError, state: CallSnapshot['state']): [LeaveReason | null, CallError | null] {
  if (state !== 'reconnecting') return [state === 'lobby' && error.code === 'denied' ? 'denied' : null, error];
  switch (error.code) {
    // While one was away; the server knows the seat, and why it is given up.
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
