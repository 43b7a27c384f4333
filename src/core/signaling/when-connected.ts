import { unlessAborted } from '../base/unless-aborted.js';
import type { SignalingTransport } from './signaling-transport.js';

/** Resolves as soon as there is a connection. Rejects with the reason of `signal` when that is aborted before. */
export async function whenConnected(transport: SignalingTransport, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (transport.isConnected) return;
  await unlessAborted<Event>(signal, (resolve, _reject, options) => {
    transport.addEventListener('signaling-connected', resolve, options);
  });
}
