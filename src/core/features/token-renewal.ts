import type { Clock } from '../base/clock.js';
import { CallError, toCallError, type CallErrorCode } from '../base/errors.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** The pause before a token is given again, doubling each time: an end is announced a minute before it. */
const PAUSE_MS = { first: 2000, most: 16_000 };
/** What says nothing of the token: a limit, a server that is not whole, or no answer over a connection that is there. */
const PASSING: readonly CallErrorCode[] = ['rate-limited', 'internal', 'signaling-unreachable'];
/** The room was left meanwhile. */
const LEFT: readonly CallErrorCode[] = ['not-allowed', 'token-unavailable'];

/** Gives the server a newer token before the old one expires; a failure is told. */
export function createTokenRenewal(context: FeatureContext): SessionFeature {
  let over = new AbortController();
  return {
    // A return to the room has sent a new token.
    handleAdmitted() {
      over.abort();
    },
    handleMessage({ name }) {
      if (name !== 'token:expiring') return;
      over.abort();
      over = new AbortController();
      void renewToken(context, over.signal);
    },
    close() {
      over.abort();
    },
  };
}

async function renewToken(context: FeatureContext, over: AbortSignal): Promise<void> {
  try {
    const token = await context.getNewToken();
    if (token === null) {
      throw new CallError('token-expired', {
        message: 'The token is about to expire, and the call ends with it.',
        hint: 'Let token be a function: it is asked for a new one in time.',
      });
    }
    await give(token, context, over);
  } catch (thrown) {
    const error = toCallError(thrown);
    if (!LEFT.includes(error.code)) context.tellError(error);
  }
}

/** Gives a token until the server has it. @throws CallError when it does not take it. */
async function give(token: string, { seat, clock }: FeatureContext, over: AbortSignal): Promise<void> {
  for (let pauseMs = PAUSE_MS.first; !over.aborted; pauseMs = Math.min(2 * pauseMs, PAUSE_MS.most)) {
    try {
      await seat.renew(token);
      return;
    } catch (error) {
      if (!PASSING.includes(toCallError(error).code)) throw error;
    }
    await passed(pauseMs, clock, over);
  }
}

/** Resolves after `ms`, or when `over` is aborted. */
async function passed(ms: number, clock: Clock, over: AbortSignal): Promise<void> {
  if (over.aborted) return;
  await new Promise<void>((resolve) => {
    const cancel = clock.after(ms, resolve);
    over.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
