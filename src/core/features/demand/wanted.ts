import type { Demand, PictureView, Priority } from '../../media/demand.js';
import type { PictureSource } from '../../model/sources.js';

/** No view is there: larger than anything that is sent (8K). */
const IN_FULL: Demand = { widthPx: 7680, heightPx: 4320, priority: 'normal' };
const RANKS: Readonly<Record<Priority, number>> = { low: 0, normal: 1, high: 2 };

type Views = ReadonlyMap<object, PictureView | 'nothing'>;

/** What all views together show of the participants who are there; `null` while there is no view at all. */
export function shownIn(views: Views, ids: readonly string[]): readonly PictureView[] | null {
  const all = [...views.values()];
  const shown = all.filter((view) => view !== 'nothing').filter(({ participantId }) => ids.includes(participantId));
  return shown.length === 0 && !all.includes('nothing') ? null : shown;
}

/**
 * What is wanted of a picture: the largest of its visible views, with the highest priority of any; without any view at
 * all (`null`), everything.
 */
export function wantedOf(id: string, source: PictureSource, views: readonly PictureView[] | null): Demand {
  if (views === null) return IN_FULL;
  const wanted = views
    .filter((view) => view.participantId === id && view.source === source)
    .map((view) => view.wanted)
    .filter(isVisible);
  const [largest] = [...wanted].sort((a, b) => areaOf(b) - areaOf(a));
  const [urgent] = [...wanted].sort((a, b) => RANKS[b.priority] - RANKS[a.priority]);
  if (largest === undefined || urgent === undefined) return 'nothing';
  const { widthPx, heightPx } = largest;
  return { widthPx: Math.ceil(widthPx), heightPx: Math.ceil(heightPx), priority: urgent.priority };
}

/** Whether two demands are the same. */
export function isSame(a: Demand, b: Demand | undefined): boolean {
  if (a === 'nothing' || b === 'nothing' || b === undefined) return a === b;
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx && a.priority === b.priority;
}

/** A view without a size, or of a size that is no number, shows nothing. */
function isVisible(wanted: Demand): wanted is Exclude<Demand, 'nothing'> {
  return wanted !== 'nothing' && wanted.widthPx > 0 && wanted.heightPx > 0 && areaOf(wanted) < Infinity;
}

function areaOf({ widthPx, heightPx }: Exclude<Demand, 'nothing'>): number {
  return widthPx * heightPx;
}
