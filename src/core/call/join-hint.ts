import type { JoinHint, MediaPlane } from '../media/media-plane.js';
import type { SessionContext } from './context.js';

/**
 * What the plane adds to the request to join, where the ICE servers are known: the page named them, or this server did the last time.
 * `null` where they are not, and for a participant who has been in the room already.
 */
export async function prepareHint(
  call: Pick<SessionContext, 'getIceServers' | 'recallIceServers' | 'getSnapshot' | 'logger'>,
  plane: MediaPlane,
): Promise<JoinHint | null> {
  const iceServers = call.getIceServers() ?? call.recallIceServers();
  if (iceServers === null || call.getSnapshot().room !== null) return null;
  try {
    return await plane.prepareJoin(iceServers);
  } catch (error) {
    // Joining takes a round trip more, and tells what is wrong with the servers.
    call.logger.info('nothing could be prepared for joining', error);
    return null;
  }
}
