import type { CallError } from './errors.js';

/** A promise that is settled from outside, by success (`null`) or by a failure. */
export function createSettlable(): { promise: Promise<void>; settle: (error: CallError | null) => void } {
  let settle: (error: CallError | null) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = (error) => {
      if (error === null) resolve();
      else reject(error);
    };
  });
  return { promise, settle };
}
