import type { FeatureContext } from '../../features/feature.js';
import type { Arrival, MediaPlane } from '../../media/media-plane.js';
import type { MovablePlane } from '../../media/switch/movable-plane.js';
import type { PlaneSignaling } from '../../media/plane-signaling.js';
import type { Topology, WireDirect } from '../../../protocol/protocol.js';

/** A participant, as the first plane of a session was told of them, or would have been. */
export interface KnownParticipant {
  readonly id: string;
  readonly arrival: Arrival;
  readonly features: readonly string[];
}

/** The first plane of a session, which is there before the code that moves a call. */
export interface FirstPlane {
  readonly plane: MediaPlane;
  /** The epoch of its mesh. */
  readonly epoch: number;
  /** Whether the room is at a media server, so that this mesh was told of nobody. */
  readonly isUnused: boolean;
}

/** What moving a call from one plane to another needs of its session. */
export interface MovingContext extends FeatureContext {
  /** What the session has given to all its parts, and can exchange. */
  readonly movable: MovablePlane;
  getFirst(): FirstPlane;
  /** The other participants. The plane is told of those who come from now on. */
  takeParticipants(): readonly KnownParticipant[];
  /** A new mesh. */
  createMesh(signaling: PlaneSignaling): MediaPlane;
  /** A plane over a media server. Rejects when its code cannot be loaded. */
  createServed(access: ServedAccess): Promise<MediaPlane>;
  /** Above how many participants the server moves a room to a media server; infinite where it has none. */
  getMeshMax(): number;
  /** Fetches the code of a plane over a media server; all of it, where that is needed now. */
  prefetchServed(isNeeded: boolean): void;
}

/** How a plane gets into its room at a media server. */
export interface ServedAccess {
  readonly direct: WireDirect | null;
  getToken(): Promise<WireDirect>;
}

/** What carries a call: one epoch of its media. */
export interface Way {
  readonly epoch: number;
  readonly topology: Topology;
}
