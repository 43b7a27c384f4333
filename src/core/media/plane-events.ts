import type { LinkState } from '../model/snapshot.js';
import type { Source } from '../model/sources.js';

/** A participant's tracks changed: `tracksOf(participantId)` has them. Whether a source is on is not the plane's to say. */
export interface PlaneTracksEvent extends Event {
  readonly participantId: string;
}

/** The first frame, or the first sound, of a received track has arrived. Fired once for each track, after `plane-tracks`. */
export interface PlaneWarmEvent extends Event {
  readonly participantId: string;
  readonly source: Source;
}

/** The link to a participant is in another state; `cause` is what the browser threw, if it did. */
export interface PlaneLinkEvent extends Event {
  readonly participantId: string;
  readonly state: LinkState;
  readonly cause?: unknown;
}

/**
 * The state of a plane as a whole, apart from its participants: joining, in the room, disconnected from it, or not admitted. A mesh has
 * no connection of its own that could be lost: it is `joined` with the call.
 */
export type PlaneState = 'connecting' | 'joined' | 'lost' | 'refused';

/** A plane as a whole is in another state; with `joined`, `sources` are those that it sends at that time. */
export interface PlaneStateEvent extends Event {
  readonly state: PlaneState;
  readonly sources: readonly Source[];
}

/** What is published as `source` cannot be sent to a participant, although the link is up; `cause` is what the browser threw. */
export interface PlaneUnsentEvent extends Event {
  readonly participantId: string;
  readonly source: Source;
  readonly cause: unknown;
}

/**
 * A TURN server was asked for an address. It has given one where `errorCode` is `null`; otherwise it is what the browser
 * says, which may be of a STUN server, and absurd. Not every plane tells this.
 */
export interface PlaneRelayEvent extends Event {
  readonly url: unknown;
  readonly errorCode: unknown;
}

/** The events of a plane, except those about data. */
export interface PlaneEvents {
  'plane-tracks': PlaneTracksEvent;
  'plane-warm': PlaneWarmEvent;
  'plane-link': PlaneLinkEvent;
  'plane-state': PlaneStateEvent;
  'plane-unsent': PlaneUnsentEvent;
  'plane-relay': PlaneRelayEvent;
}
