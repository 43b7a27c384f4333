import type { Clock } from '../base/clock.js';
import { unlessAborted } from '../base/unless-aborted.js';

/** For how long a step runs, and what cancels it. */
export interface Limits {
  readonly clock: Clock;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` until its limit: then, and whenever it is over, the signal it got is aborted, so that it leaves nothing
 * behind. Work that ignores the signal is not waited for.
 * @returns what it returns; `null` at the limit.
 * @throws the reason of `signal` when that is aborted, and what `work` throws.
 */
export async function within<Result>(
  { clock, limitMs, signal }: Limits,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const over = new AbortController();
  try {
    return await unlessAborted<Result | null>(signal, (resolve, reject) => {
      const cancel = clock.after(limitMs, () => {
        resolve(null);
      });
      over.signal.addEventListener('abort', cancel);
      work(over.signal).then(resolve, reject);
    });
  } finally {
    over.abort();
  }
}
