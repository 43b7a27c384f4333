import type { Quality, QualityCause } from '../../model/snapshot.js';
import { rankOf, worstOf, type Verdict } from './judge-link.js';

/** One bad look is a passing burst of losses; two in a row are a state. */
const LOOKS_TO_WORSE = 2;
/** Longer, so that what comes and goes is shown as it is at its worst, and does not flicker. */
const LOOKS_TO_BETTER = 4;

/** A quality as it is shown, with what it was derived from. */
export interface SteadyQuality {
  readonly quality: Quality;
  readonly qualityCause: QualityCause | null;
  /** The last verdicts, the newest last; `null` for a look at which nothing could be told. */
  readonly verdicts: readonly (Verdict | null)[];
}

/** Nothing is known yet. */
export const NOT_KNOWN: SteadyQuality = { quality: 'unknown', qualityCause: null, verdicts: [] };

/**
 * The quality after one more look: worse when two looks in a row are, better when four are, and unknown again when four
 * have told nothing. The first that is not poor counts at once.
 */
export function settle(before: SteadyQuality, verdict: Verdict | null): SteadyQuality {
  const verdicts = [...before.verdicts, verdict].slice(-LOOKS_TO_BETTER);
  if (verdict === null) {
    const isForgotten = verdicts.length === LOOKS_TO_BETTER && verdicts.every((each) => each === null);
    return isForgotten ? NOT_KNOWN : { ...before, verdicts };
  }
  const known = verdicts.filter((each) => each !== null);
  const { quality } = before;
  if (quality === 'unknown') {
    const isTrusted = verdict.cause === null || known.length >= LOOKS_TO_WORSE;
    return isTrusted ? shown(bestOf(known.slice(-LOOKS_TO_WORSE)), verdicts) : { ...before, verdicts };
  }
  const present: Verdict = { quality, cause: before.qualityCause };
  const worse = bestOf(known.slice(-LOOKS_TO_WORSE));
  if (known.length >= LOOKS_TO_WORSE && rankOf(worse) > rankOf(present)) return shown(worse, verdicts);
  const better = worstOf(known) ?? present;
  if (known.length >= LOOKS_TO_BETTER && rankOf(better) < rankOf(present)) return shown(better, verdicts);
  return shown(withCause(present, known.slice(-LOOKS_TO_WORSE)), verdicts);
}

/** The same level, for another cause if the last looks agree on it. */
function withCause(present: Verdict, last: readonly Verdict[]): Verdict {
  const causes = new Set(last.map(({ quality, cause }) => (quality === present.quality ? cause : null)));
  const [cause = null] = causes;
  return causes.size === 1 && cause !== null ? { ...present, cause } : present;
}

function shown({ quality, cause }: Verdict, verdicts: SteadyQuality['verdicts']): SteadyQuality {
  return { quality, qualityCause: cause, verdicts };
}

/** The least bad of some verdicts, the newest of several. There is at least one. */
function bestOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((best, each) => (rankOf(each) <= rankOf(best) ? each : best));
}
