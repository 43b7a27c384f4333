import type { Demand, PictureView, Priority } from '../media/demand.js';
import type { PictureSource } from '../model/sources.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** Views report in tasks of their own when a layout changes: this gathers them into one telling. */
const GATHER_MS = 50;
/** At most three tellings a second, also while a window is dragged to another size. */
const PAUSE_MS = 333;
/** No view is there: larger than anything that is sent (8K). */
const IN_FULL: Demand = { widthPx: 7680, heightPx: 4320, priority: 'normal' };
const PICTURES: readonly PictureSource[] = ['camera', 'screen'];
const RANKS: Readonly<Record<Priority, number>> = { low: 0, normal: 1, high: 2 };

/**
 * Tells the plane which pictures of the others are wanted, and how large: what their views report. Of several views of
 * one picture the largest visible one counts. What no view shows is not wanted; with no view at all, of a remote
 * participant or of `nothing`, everything is wanted in full.
 */
export class DemandFeature implements SessionFeature {
  readonly #context: FeatureContext;
  /** What the plane was told last, by source and participant. */
  readonly #told = new Map<string, Demand>();
  #toldAt = -PAUSE_MS;
  #cancel: (() => void) | null = null;
  #isClosed = false;

  constructor(context: FeatureContext) {
    this.#context = context;
    this.handleViews();
  }

  /** Views have come, gone or changed. */
  handleViews(): void {
    if (this.#isClosed || this.#cancel !== null) return;
    const { clock } = this.#context;
    const wait = Math.max(GATHER_MS, this.#toldAt + PAUSE_MS - clock.monotonic());
    this.#cancel = clock.after(wait, () => {
      this.#cancel = null;
      this.#tell();
    });
  }

  handleAdmitted(): void {
    this.handleViews();
  }

  /** A newcomer may be on a page of the stage that is not shown: no view reports that. */
  handleReachable(): void {
    this.handleViews();
  }

  handleGone(id: string): void {
    for (const source of PICTURES) this.#told.delete(keyOf(id, source));
    // They may have been the only one with a view.
    this.handleViews();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  #tell(): void {
    const { plane, views, clock, getSnapshot } = this.#context;
    const others = getSnapshot().participants.filter(({ isLocal }) => !isLocal);
    const all = [...views.values()];
    const shown = all
      .filter((view) => view !== 'nothing')
      .filter((view) => others.some(({ id }) => id === view.participantId));
    const isInFull = shown.length === 0 && !all.includes('nothing');
    if (isInFull && this.#told.size === 0) return;
    for (const { id } of others) {
      for (const source of PICTURES) {
        const wanted = isInFull ? IN_FULL : demandOf(id, source, shown);
        const key = keyOf(id, source);
        if (isSame(wanted, this.#told.get(key))) continue;
        this.#told.set(key, wanted);
        this.#toldAt = clock.monotonic();
        plane.demand(id, source, wanted);
      }
    }
  }
}

function keyOf(id: string, source: PictureSource): string {
  return `${source} ${id}`;
}

/** The largest of the visible views of a picture, with the highest priority of any. */
function demandOf(id: string, source: PictureSource, views: readonly PictureView[]): Demand {
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

/** A view without a size, or of a size that is no number, shows nothing. */
function isVisible(wanted: Demand): wanted is Exclude<Demand, 'nothing'> {
  return wanted !== 'nothing' && wanted.widthPx > 0 && wanted.heightPx > 0 && areaOf(wanted) < Infinity;
}

function areaOf({ widthPx, heightPx }: Exclude<Demand, 'nothing'>): number {
  return widthPx * heightPx;
}

function isSame(a: Demand, b: Demand | undefined): boolean {
  if (a === 'nothing' || b === 'nothing' || b === undefined) return a === b;
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx && a.priority === b.priority;
}
