/**
 * Settles as `begin` does, or rejects with the reason of the signal once that is aborted. Listeners that are added with
 * `options` end with it.
 */
export async function unlessAborted<Value>(
  signal: AbortSignal | undefined,
  begin: (resolve: (value: Value) => void, reject: (error: unknown) => void, options: AddEventListenerOptions) => void,
): Promise<Value> {
  signal?.throwIfAborted();
  const settled = new AbortController();
  const options = { signal: settled.signal };
  try {
    return await new Promise((resolve, reject) => {
      const abort = (): void => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- As `throwIfAborted()` throws it.
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, options);
      begin(resolve, reject, options);
    });
  } finally {
    settled.abort();
  }
}
