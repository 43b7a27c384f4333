import { shownIn, wantedOf } from '../../features/demand/wanted.js';
import type { PictureView } from '../../media/demand.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import { isGiving, sentTrackOf, SOURCES, sourceKey, type Source } from '../../model/sources.js';
import type { SourceKey } from '../../../protocol/protocol.js';

/** A source of another participant. */
export interface AwaitedSource {
  readonly id: string;
  readonly source: Source;
}

/**
 * The sources of the others that have to arrive before a call moves: those that they send there and have on, except
 * pictures that nobody looks at.
 */
export function awaitedSources(
  { participants }: Pick<CallSnapshot, 'participants'>,
  published: ReadonlyMap<string, readonly SourceKey[]>,
  views: ReadonlyMap<object, PictureView | 'nothing'>,
): readonly AwaitedSource[] {
  const others = participants.filter(({ isLocal }) => !isLocal);
  const shown = shownIn(
    views,
    others.map(({ id }) => id),
  );
  return others.flatMap(({ id, sources }) =>
    SOURCES.filter((source) => {
      const key = sourceKey(source);
      if (!isGiving(sources[key]) || published.get(id)?.includes(key) !== true) return false;
      return (source !== 'camera' && source !== 'screen') || wantedOf(id, source, shown) !== 'nothing';
    }).map((source) => ({ id, source })),
  );
}

/** What the local participant sends. */
export function sentSources({ self }: Pick<CallSnapshot, 'self'>): readonly Source[] {
  return SOURCES.filter((source) => sentTrackOf(self.sources, source) !== null);
}
