import { CallError } from '../../src/core/base/errors.js';

/** The code a promise fails with, or `done`. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );
}
