import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { CallSnapshot } from '../model/snapshot.js';
import type { LeaveReason } from '../../protocol/protocol.js';

/** A server that is updated is back within a minute or so; one that is not back after this has stopped permanently. */
const SERVER_PATIENCE_MS = 120_000;

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

/** A server that stops: the call goes on without it, and most often it is only restarted. */
export class StoppedServer {
  readonly #clock: Clock;
  readonly #handleLost: () => void;
  #cancel: () => void = () => undefined;

  /** @param handleLost called when it does not come back. */
  constructor(clock: Clock, handleLost: () => void) {
    this.#clock = clock;
    this.#handleLost = handleLost;
  }

  handleStopped(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(SERVER_PATIENCE_MS, this.#handleLost);
  }

  /** It is back, or the call is over. May be called twice. */
  stopWaiting(): void {
    this.#cancel();
  }
}
