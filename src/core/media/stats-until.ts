import { unlessAborted } from '../base/unless-aborted.js';

/**
 * The statistics of a connection; none once `closed` is aborted, also meanwhile: Firefox never answers for a connection
 * that is closed then. @throws what the browser throws before.
 */
export async function statsUntil(
  closed: AbortSignal,
  connection: Pick<RTCPeerConnection, 'getStats'>,
): Promise<RTCStatsReport> {
  try {
    return await unlessAborted<RTCStatsReport>(closed, (resolve, reject) => {
      connection.getStats().then(resolve, reject);
    });
  } catch (error) {
    if (closed.aborted) return new Map();
    throw error;
  }
}
