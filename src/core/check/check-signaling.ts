import { toCallError } from '../base/errors.js';
import type { CheckContext, CheckedSignaling } from './check-context.js';
import { failed, warning, works, type Finding } from './check-report.js';
import { within } from './within.js';

/** As long as a join waits for its first connection. */
export const SIGNALING_LIMIT_MS = 10_000;
/** The first answer may wait for a process that was idle; the quickest of these is the network's. */
const PINGS = 3;
/** Chosen: a press whose effect takes longer than this feels like one that was missed. */
const SLOW_MS = 500;

/** Connects to the signaling server beside the call, asks it something, and closes the connection. */
export async function checkSignaling(context: CheckContext, signal: AbortSignal): Promise<Finding> {
  const { clock } = context;
  try {
    const found = await within({ clock, limitMs: SIGNALING_LIMIT_MS, signal }, async (closing) => {
      const signaling = context.createSignaling();
      closing.addEventListener('abort', () => {
        signaling.close();
      });
      return await measure(signaling, context, closing);
    });
    return found ?? failed('signaling-unreachable');
  } catch (error) {
    signal.throwIfAborted();
    return failed(toCallError(error).code);
  }
}

async function measure(signaling: CheckedSignaling, { clock }: CheckContext, signal: AbortSignal): Promise<Finding> {
  const startedAt = clock.monotonic();
  await signaling.open(signal);
  const connectMs = Math.round(clock.monotonic() - startedAt);
  let roundTripMs = Infinity;
  for (let ping = 0; ping < PINGS; ping += 1) {
    const sentAt = clock.monotonic();
    await signaling.ping(signal);
    roundTripMs = Math.min(roundTripMs, Math.round(clock.monotonic() - sentAt));
  }
  const figures = { connectMs, roundTripMs };
  return roundTripMs > SLOW_MS ? warning('slow', figures) : works(figures);
}
