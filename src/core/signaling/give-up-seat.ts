import type { Clock } from '../base/clock.js';
import { toCallError } from '../base/errors.js';
import type { SignalingTransport } from './signaling-transport.js';

/** As long as the server keeps a seat by default: after that the others are told anyway. */
const GIVE_UP_MS = 30_000;
/** A reachable server answers well within this; a connection that died unnoticed never does. */
const ANSWER_PATIENCE_MS = 3000;

/** What tells the server which seat is meant. */
export type Proof = { readonly nonce: string } | { readonly resume: string };
/** What a seat is given up with. */
type Leave = Proof & { readonly room: string };
/** A seat that was given up, with that until the server knows, or has let it go by itself. */
export interface FormerSeat {
  leave: Leave | null;
}

/**
 * Tells the server that a seat is given up, and closes the transport; tries for half a minute at most. Where the
 * connection is lost, or brings no answer, the request is repeated over the next one, which does no harm.
 */
export async function giveUpSeat(transport: SignalingTransport, former: FormerSeat, clock: Clock): Promise<void> {
  const givenUp = new AbortController();
  const cancel = clock.after(GIVE_UP_MS, () => {
    givenUp.abort();
  });
  const { signal } = givenUp;
  while (former.leave) {
    const stopWaiting = clock.after(ANSWER_PATIENCE_MS, () => {
      if (!transport.isConnected) return;
      transport.close();
      transport.open();
    });
    const isOver = await transport.request('room:leave', former.leave, signal).then(
      () => true,
      // The server refused, and would again.
      (error: unknown) => signal.aborted || toCallError(error).code !== 'signaling-unreachable',
    );
    if (isOver) former.leave = null;
    stopWaiting();
  }
  cancel();
  transport.close();
}
