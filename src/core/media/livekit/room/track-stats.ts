import type { LinkReport } from '../../media-plane.js';

/** Whose a received track is, and the track that the plane has given for it, which may be a clone. */
export interface TrackOwner {
  readonly participantId: string;
  readonly shownId: string;
}

interface Entry {
  readonly type?: unknown;
  readonly trackIdentifier?: unknown;
}

/**
 * Splits the statistics of the shared connection: what is received of each participant is a report of theirs, and
 * everything else one of no one. `owners` is by the id of the received track.
 */
export function splitStats(stats: RTCStatsReport, owners: ReadonlyMap<string, TrackOwner>): readonly LinkReport[] {
  const shared = new Map<string, object>();
  const own = new Map<string, Map<string, object>>();
  for (const [key, entry] of stats as unknown as ReadonlyMap<string, Entry>) {
    const owner = entry.type === 'inbound-rtp' ? owners.get(String(entry.trackIdentifier)) : undefined;
    if (owner === undefined) {
      shared.set(key, entry);
      continue;
    }
    const { participantId, shownId } = owner;
    const theirs = own.get(participantId) ?? new Map<string, object>();
    own.set(participantId, theirs.set(key, { ...entry, trackIdentifier: shownId }));
  }
  return [
    { participantId: null, stats: shared },
    ...[...own].map(([participantId, theirs]) => ({ participantId, stats: theirs })),
  ];
}
