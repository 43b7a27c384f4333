import type { Clock } from '../base/clock.js';
import { toCallError } from '../base/errors.js';
import type { RequestPayload } from '../../protocol/protocol.js';
import type { SignalingTransport } from './signaling-transport.js';

/** As long as servers keep a seat: after that the others are told anyway. */
const FAREWELL_MS = 30_000;
/** A server that is there answers well within this; a connection that died unnoticed never does. */
const ANSWER_PATIENCE_MS = 3000;

/**
 * Tells the server that a seat is given up, at once or over the next connection there is, and closes the transport; for half a minute at
 * most. A connection that is lost before the answer is no end, and one that brings none is replaced: to be told twice does no harm.
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
  const tell = async (): Promise<boolean> => {
    const told = transport.request('room:leave', ticket, signal);
    const stopWaiting = clock.after(ANSWER_PATIENCE_MS, () => {
      if (!transport.isConnected) return;
      transport.close();
      transport.open();
    });
    try {
      await told;
      return true;
    } catch (error) {
      // What the server refuses it will refuse again.
      return signal.aborted || toCallError(error).code !== 'signaling-unreachable';
    } finally {
      stopWaiting();
    }
  };
  while (!(await tell()));
  cancel();
  transport.close();
}
