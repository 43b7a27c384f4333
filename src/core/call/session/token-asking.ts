import type { TokenSource } from '../context/options.js';
import type { Clock } from '../../base/clock.js';
import { CallError } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import { unlessAborted } from '../../base/unless-aborted.js';

/** The pause before a failed source is asked again, doubling each time: the page's server may have to recover. */
const PAUSE_MS = { first: 500, most: 8000 };
/** A source that has not answered by then counts as failed. */
const PATIENCE_MS = 10_000;
/** Characters of an error page that no token has: the answer of a proxy is text as well. */
const NO_TOKEN = /[<>{}"\r\n]/;

/** The options of `askForToken`. */
export interface TokenAsking {
  /** Ends the asking. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The page's token; `null` where it has none. A function that fails is called again and again, with pauses.
 * @throws CallError `token-unavailable` when the signal ends it, with the last failure as its cause.
 */
export async function askForToken(source: TokenSource | null, asking: TokenAsking): Promise<string | null> {
  if (typeof source !== 'function') return source;
  const { signal, clock, logger } = asking;
  const isOver = (): boolean => signal.aborted;
  let cause: unknown = null;
  for (let pauseMs = PAUSE_MS.first; !isOver(); pauseMs = Math.min(pauseMs * 2, PAUSE_MS.most)) {
    try {
      return await settledBefore(ask(source), PATIENCE_MS, asking);
    } catch (error) {
      cause = error;
      if (!isOver()) logger.warn('the page has no token', error);
    }
    await settledBefore(new Promise(() => undefined), pauseMs, { signal, clock }).catch(() => undefined);
  }
  throw new CallError('token-unavailable', { cause });
}

async function ask(source: () => string | Promise<string>): Promise<string | null> {
  // A page's function may return anything.
  const token: unknown = await source();
  if (token === null) return null;
  if (typeof token !== 'string' || token === '' || NO_TOKEN.test(token)) {
    throw new TypeError('The page did not give a valid token.');
  }
  return token;
}

/** Resolves as `promise` does within `timeoutMs`. @throws Error when it does not, or when the signal ends it. */
async function settledBefore<Value>(
  promise: Promise<Value>,
  timeoutMs: number,
  { signal, clock }: Pick<TokenAsking, 'signal' | 'clock'>,
): Promise<Value> {
  let cancel = (): void => undefined;
  try {
    return await unlessAborted<Value>(signal, (resolve, reject) => {
      cancel = clock.after(timeoutMs, () => {
        reject(new Error('There was no answer in time.'));
      });
      promise.then(resolve, reject);
    });
  } finally {
    cancel();
  }
}
