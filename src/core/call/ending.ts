import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { CallSnapshot } from '../model/snapshot.js';
import type { LeaveReason } from '../../protocol/protocol.js';

/** A new version of the server is started within a minute or so; what does not come back in this time was meant to be the end. */
const SERVER_PATIENCE_MS = 120_000;

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

/** A server that stops: the call does not need it to go on, and most often it is only started anew. */
export class StoppedServer {
  readonly #clock: Clock;
  readonly #handleLost: () => void;
  #cancel: () => void = () => undefined;

  /** @param handleLost told when it does not come back. */
  constructor(clock: Clock, handleLost: () => void) {
    this.#clock = clock;
    this.#handleLost = handleLost;
  }

  handleStopped(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(SERVER_PATIENCE_MS, this.#handleLost);
  }

  /** It is there again, or nobody waits for it any more. May be called twice. */
  stopWaiting(): void {
    this.#cancel();
  }
}
