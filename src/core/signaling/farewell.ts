import type { Clock } from '../base/clock.js';
import { toCallError } from '../base/errors.js';
import type { RequestPayload } from '../../protocol/protocol.js';
import type { SignalingTransport } from './signaling-transport.js';

/** As long as servers keep a seat: after that the others are told anyway. */
const FAREWELL_MS = 30_000;

/**
 * Tells the server that a seat is given up, over the next connection there is, and closes the transport; for half a minute at most. A
 * connection that is lost before the answer is no end: to be told twice does no harm.
 */
export async function sayFarewell(
  transport: SignalingTransport,
  ticket: Required<RequestPayload<'room:leave'>>,
  clock: Clock,
): Promise<void> {
  const givenUp = new AbortController();
  const cancel = clock.after(FAREWELL_MS, () => {
    givenUp.abort();
  });
  const { signal } = givenUp;
  const tell = (): Promise<boolean> =>
    transport.request('room:leave', ticket, signal).then(
      () => true,
      // What the server refuses it will refuse again.
      (error: unknown) => signal.aborted || toCallError(error).code !== 'signaling-unreachable',
    );
  while (!(await tell()));
  cancel();
  transport.close();
}
