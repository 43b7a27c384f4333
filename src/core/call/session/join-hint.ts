import type { JoinHint, MediaPlane } from '../../media/media-plane.js';
import type { SessionContext } from '../context/context.js';

/**
 * What the plane adds to the request to join, where the ICE servers are known: from the page, or from this server the
 * last time. `null` where they are not, and for a return to the room.
 */
export async function prepareHint(
  call: Pick<SessionContext, 'getIceServers' | 'recallIceServers' | 'getSnapshot' | 'logger'>,
  plane: MediaPlane,
): Promise<JoinHint | null> {
  const iceServers = call.getIceServers() ?? call.recallIceServers();
  // Also where nothing is prepared: the request to join waits for this.
  await plane.ready;
  if (iceServers === null || call.getSnapshot().room !== null) return null;
  try {
    return await plane.prepareJoin(iceServers);
  } catch (error) {
    // Joining takes a round trip more, and reports what is wrong with the ICE servers.
    call.logger.info('nothing could be prepared for joining', error);
    return null;
  }
}
