import type { Quality, QualityCause } from '../../model/snapshot.js';
import { judgeReceived, judgeSent, LOST, medianOf, worstOf, type Verdict } from './judge-link.js';
import type { LinkMeasures } from './measure-link.js';

/** What all links say together; `null` where nothing can be told. */
export interface CallVerdicts {
  /** By participant: how their media arrives here. */
  readonly received: ReadonlyMap<string, Verdict | null>;
  /** How the local participant’s media arrives at most of the others. */
  readonly own: Verdict | null;
}

/**
 * Judges all links, each by itself and beside the others: what is wrong with all of several is the fault of this side.
 * @param links those that are up, by participant; `null` is one of which there is nothing to tell.
 * @param lostLinks how many are down.
 */
export function judgeCall(links: ReadonlyMap<string, LinkMeasures | null>, lostLinks: number): CallVerdicts {
  const measures = [...links.values()].filter((each) => each !== null);
  const received = new Map([...links].map(([id, each]) => [id, each && judgeReceived(each)]));
  const known = [...received.values()].filter((each) => each !== null);
  const isBadAlike = known.length > 0 && known.every(({ cause }) => cause === 'network');
  const isOfSeveral = isBadAlike && known.length > 1;
  const own = medianOf([...measures.map(judgeSent), ...Array.from({ length: lostLinks }, () => LOST)]);
  // With a single link that is bad both ways, nothing tells whose fault it is.
  const isOfOne = isBadAlike && known.length === 1;
  return {
    received: isOfSeveral ? new Map([...received].map(([id, each]) => [id, because(each, 'downlink')])) : received,
    own: isOfOne && own?.cause === 'uplink' ? because(own, 'network') : own,
  };
}

/** The quality of the call: the worse of the local participant’s own and of the one in the middle of the others’. */
export function qualityOfCall(own: Quality, others: readonly Quality[]): Quality {
  return worstOf([toVerdict(own), medianOf(others.map(toVerdict))])?.quality ?? 'unknown';
}

function toVerdict(quality: Quality): Verdict | null {
  return quality === 'unknown' ? null : { quality, cause: null };
}

function because(verdict: Verdict | null, cause: QualityCause): Verdict | null {
  return verdict && { ...verdict, cause };
}
