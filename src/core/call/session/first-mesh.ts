import { CallError } from '../../base/errors.js';
import type { MediaPlane } from '../../media/media-plane.js';
import { MovablePlane } from '../../media/switch/movable-plane.js';
import type { PlaneSignaling } from '../../media/plane-signaling.js';
import type { Admission, EventPayload, TopologyWish } from '../../../protocol/protocol.js';
import type { RoomSeat } from '../../signaling/room-seat.js';
import type { MovingContext } from '../moving/moving-context.js';

/** The mesh that a session begins with, and in whose place another plane may come. */
export class FirstMesh {
  /** What moving a call needs of it. */
  readonly parts: Pick<MovingContext, 'movable' | 'getFirst' | 'getMeshMax'>;
  /** How media is to travel in a room that begins. */
  wish: TopologyWish | undefined;
  /** Of the mesh; -1 while it takes no part in the call. */
  #epoch = 0;
  #meshMax = Infinity;

  /** @throws what `createPlane` throws. */
  constructor(createPlane: (signaling: PlaneSignaling) => MediaPlane, getSeat: () => RoomSeat) {
    const plane = createPlane({
      send: (to, signal) =>
        getSeat().request('signal:send', { to, ...signal, ...(this.#epoch > 0 && { epoch: this.#epoch }) }),
      request: (name, payload) => getSeat().request(name, payload),
    });
    this.parts = {
      movable: new MovablePlane(plane),
      getFirst: () => ({ plane, epoch: this.#epoch, isUnused: this.#epoch < 0 }),
      getMeshMax: () => this.#meshMax,
    };
  }

  /** Why the local participant is not to be in this room, if they wish for what there is not. */
  refuse({ meshMax }: Admission): CallError | null {
    this.#meshMax = meshMax ?? Infinity;
    if (this.wish !== 'sfu' || meshMax !== undefined) return null;
    return new CallError('unsupported', { hint: 'Leave topology at auto: this server has no media server.' });
  }

  /**
   * The local participant is in the room for the first time. At a media server nobody answers the offers of a mesh: what
   * moves a call is loaded, and makes another plane. Returns whether the mesh is to be told of nobody.
   */
  handleAdmitted({ media }: Admission): boolean {
    this.#epoch = media?.plane === 'sfu' ? -1 : (media?.epoch ?? 0);
    return this.#epoch < 0;
  }

  /** Whether a signal is of this mesh. */
  isOwn({ epoch = 0 }: EventPayload<'signal:message'>): boolean {
    return epoch === this.#epoch;
  }
}
