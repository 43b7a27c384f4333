import type { SignalingTransport } from './signaling-transport.js';

/** Resolves as soon as there is a connection. Rejects with the reason of `signal` when that is aborted before. */
export function whenConnected(transport: SignalingTransport, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const once = (settle: () => void) => () => {
      settled.abort();
      settle();
    };
    const abort = once(() => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- What was aborted with, as it is.
      reject(signal.reason);
    });
    if (signal.aborted) abort();
    else if (transport.isConnected) resolve();
    else {
      signal.addEventListener('abort', abort, { signal: settled.signal });
      transport.addEventListener('signaling-connected', once(resolve), { signal: settled.signal });
    }
  });
}
