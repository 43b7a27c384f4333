import type { WireDescription } from '../../protocol/protocol.js';
import type { MediaPlane } from '../media/media-plane.js';
import type { SessionContext } from './context.js';

/**
 * An offer that rides in the request to join, where the ICE servers are known: the page named them, or this server did the last
 * time. `null` where not, and for a participant who has been in the room already.
 */
export async function prepareOffer(
  call: Pick<SessionContext, 'getIceServers' | 'recallIceServers' | 'getSnapshot' | 'logger'>,
  plane: MediaPlane,
): Promise<WireDescription | null> {
  const iceServers = call.getIceServers() ?? call.recallIceServers();
  if (iceServers === null || call.getSnapshot().room !== null) return null;
  try {
    plane.setIceServers(iceServers);
    return await plane.prepareOffer();
  } catch (error) {
    // Joining takes a round trip more, and tells what is wrong with the servers.
    call.logger.info('no offer could be made ahead', error);
    return null;
  }
}
