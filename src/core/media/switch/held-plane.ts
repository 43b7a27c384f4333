import type { Clock } from '../../base/clock.js';
import type { LinkState } from '../../model/snapshot.js';
import type { Source } from '../../model/sources.js';
import type { MediaPlane } from '../media-plane.js';
import type { PlaneFacts } from './plane-facts.js';
import type { MediaMessage } from '../plane-signaling.js';

/** What a switch begins with, where its first plane has carried the call for some time. */
export interface SwitchOptions {
  /** The epoch of the first plane. */
  readonly epoch?: number;
  /** What the first plane was told. */
  readonly facts?: PlaneFacts;
  /** What was reported of its links. */
  readonly links?: ReadonlyMap<string, LinkState>;
  /** Whether a message is for the plane of this epoch. */
  readonly isFor?: (message: MediaMessage, epoch: number) => boolean;
  readonly clock?: Clock;
}

/** A plane in the switch, with what it has reported. */
export interface HeldPlane {
  readonly plane: MediaPlane;
  readonly epoch: number;
  /** The tracks of which a frame or a sound has arrived. */
  readonly warm: WeakSet<MediaStreamTrack>;
  readonly links: Map<string, LinkState>;
  /** The participants whose link was renewed because nothing could be sent over it, before the plane carried the call. */
  readonly renewed: Set<string>;
  readonly closed: AbortController;
}

/** A plane of which nothing was reported yet. */
export function holdPlane(plane: MediaPlane, epoch: number): HeldPlane {
  return { plane, epoch, warm: new WeakSet(), links: new Map(), renewed: new Set(), closed: new AbortController() };
}

/** Whether a frame or a sound of a source has arrived over a plane. */
export function isWarm({ plane, warm }: HeldPlane, id: string, source: Source): boolean {
  const track = plane.tracksOf(id).get(source);
  return track !== undefined && warm.has(track);
}

/** What can be shown of a participant from a plane that does not carry the call yet. */
export function shownTracksOf(held: HeldPlane, id: string): readonly (readonly [Source, MediaStreamTrack])[] {
  // A link that broke after its first frame shows a picture that stands still.
  if (held.links.get(id) !== 'connected') return [];
  return [...held.plane.tracksOf(id)].filter(
    ([source, track]) => isWarm(held, id, source) && track.readyState === 'live',
  );
}

/** Renews the link to a participant, the first time: for the next plane, as the present one carries the call meanwhile. */
export function renewOnce({ plane, renewed }: HeldPlane, id: string): void {
  if (renewed.has(id)) return;
  renewed.add(id);
  plane.renewLink(id);
}
