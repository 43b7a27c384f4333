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

/** The first frame, or the first sound, of a received track is there. Told once for each track, after `plane-tracks`. */
export class PlaneWarmEvent extends Event {
  readonly participantId: string;
  readonly source: Source;

  constructor(participantId: string, source: Source) {
    super('plane-warm');
    this.participantId = participantId;
    this.source = source;
  }
}

/** The way to a participant came up, broke, or could not be made; `cause` is what the browser threw, if it did. */
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
 * How a plane is as a whole, whoever is there: on its way, in the room, out of it, or not let in. A mesh has no way of its own that
 * could be lost: it is `joined` with the call.
 */
export type PlaneState = 'connecting' | 'joined' | 'lost' | 'refused';

/** A plane as a whole is in another state; with `joined` come the sources that it sends by then. */
export class PlaneStateEvent extends Event {
  readonly state: PlaneState;
  readonly sources: readonly Source[];

  constructor(state: PlaneState, sources: readonly Source[] = []) {
    super('plane-state');
    this.state = state;
    this.sources = sources;
  }
}

/** What is sent to everybody as `source` does not reach a participant, whose way is up; `cause` is what the browser threw. */
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

/** What a plane tells, but for data. */
export interface PlaneEvents {
  'plane-tracks': PlaneTracksEvent;
  'plane-warm': PlaneWarmEvent;
  'plane-link': PlaneLinkEvent;
  'plane-state': PlaneStateEvent;
  'plane-unsent': PlaneUnsentEvent;
}
