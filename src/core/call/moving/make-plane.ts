import type { MediaPlane } from '../../media/media-plane.js';
import type { WireDirect } from '../../../protocol/protocol.js';
import type { MovingContext, Way } from './moving-context.js';

/** How long after its code could not be loaded a plane is tried again. */
const RELOAD_MS = 2000;

/** What becomes of a plane that is made. */
export interface PlaneUse {
  /** Whether it is still wanted, by the time its code is there. */
  isWanted(): boolean;
  use(plane: MediaPlane): void;
  /** Its code could not be loaded; it is tried again. */
  handleFailed(): void;
}

/** Makes the plane of an epoch: a mesh at once, one over a media server when its code is there. */
export function makePlane(
  context: MovingContext,
  { epoch, topology, direct }: Way & { direct: WireDirect | null },
  { isWanted, use, handleFailed }: PlaneUse,
): void {
  const { createMesh, createServed, seat, clock, logger } = context;
  if (topology === 'mesh') {
    const mesh = createMesh({
      send: (to, signal) => seat.request('signal:send', { to, ...signal, ...(epoch > 0 && { epoch }) }),
      request: (name, payload) => seat.request(name, payload),
    });
    use(mesh);
    return;
  }
  const getToken = (): Promise<WireDirect> => seat.request('media:token', { epoch });
  // Whose ICE servers are used is said with the token. Where there is none now, the plane goes on asking.
  const known = direct === null ? getToken().catch(() => null) : Promise.resolve(direct);
  const made = known.then((access) => createServed({ direct: access, getToken }));
  made.then(
    (plane) => {
      if (isWanted()) use(plane);
      else plane.close();
    },
    (error: unknown) => {
      logger.warn('the code for a media server could not be loaded', error);
      if (!isWanted()) return;
      handleFailed();
      clock.after(RELOAD_MS, () => {
        if (isWanted()) makePlane(context, { epoch, topology, direct: null }, { isWanted, use, handleFailed });
      });
    },
  );
}
