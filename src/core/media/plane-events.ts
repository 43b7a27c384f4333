import type { LinkState } from '../model/snapshot.js';
import type { Source } from '../model/sources.js';

/** A participant's tracks changed: `tracksOf(participantId)` has them. Whether a source is on is not the plane's to say. */
export class PlaneTracksEvent extends Event {
  readonly participantId: string;

  constructor(participantId: string) {
    super('plane-tracks');
    this.participantId = participantId;
  }
}

/** The first frame, or the first sound, of a received track has arrived. Fired once for each track, after `plane-tracks`. */
export class PlaneWarmEvent extends Event {
  readonly participantId: string;
  readonly source: Source;

  constructor(participantId: string, source: Source) {
    super('plane-warm');
    this.participantId = participantId;
    this.source = source;
  }
}

/** The link to a participant is in another state; `cause` is what the browser threw, if it did. */
export class PlaneLinkEvent extends Event {
  readonly participantId: string;
  readonly state: LinkState;
  readonly cause: unknown;

  constructor(participantId: string, state: LinkState, cause?: unknown) {
    super('plane-link');
    this.participantId = participantId;
    this.state = state;
    this.cause = cause;
  }
}

/**
 * The state of a plane as a whole, apart from its participants: joining, in the room, disconnected from it, or not admitted. A mesh has
 * no connection of its own that could be lost: it is `joined` with the call.
 */
export type PlaneState = 'connecting' | 'joined' | 'lost' | 'refused';

/** A plane as a whole is in another state; with `joined`, `sources` are those that it sends at that time. */
export class PlaneStateEvent extends Event {
  readonly state: PlaneState;
  readonly sources: readonly Source[];

  constructor(state: PlaneState, sources: readonly Source[] = []) {
    super('plane-state');
    this.state = state;
    this.sources = sources;
  }
}

/** What is published as `source` cannot be sent to a participant, although the link is up; `cause` is what the browser threw. */
export class PlaneUnsentEvent extends Event {
  readonly participantId: string;
  readonly source: Source;
  readonly cause: unknown;

  constructor(participantId: string, source: Source, cause: unknown) {
    super('plane-unsent');
    this.participantId = participantId;
    this.source = source;
    this.cause = cause;
  }
}

/** The events of a plane, except those about data. */
export interface PlaneEvents {
  'plane-tracks': PlaneTracksEvent;
  'plane-warm': PlaneWarmEvent;
  'plane-link': PlaneLinkEvent;
  'plane-state': PlaneStateEvent;
  'plane-unsent': PlaneUnsentEvent;
}
