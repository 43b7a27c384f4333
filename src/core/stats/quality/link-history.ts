import type { LinkMeasures } from './measure-link.js';

/** How far back a history goes. */
export const HISTORY_MS = 300_000;
/** One each 2.5 seconds, as the quality is looked at. */
const ROWS = 120;

/** What is kept of each look; `NaN` where nothing could be told. */
const COLUMNS = {
  receivedLoss: ({ received }) => received.loss,
  sentLoss: ({ sent }) => sent.loss,
  jitterMs: ({ received }) => received.jitterMs,
  roundTripMs: ({ roundTripMs }) => roundTripMs,
  receivedFps: ({ received }) => received.frameRate,
  sentFps: ({ sent }) => sent.frameRate,
  receivedKbps: ({ received }) => received.kbps,
  sentKbps: ({ sent }) => sent.kbps,
} as const satisfies Record<string, (measures: LinkMeasures) => number | undefined>;

/** What is measured of a link, by name. */
export type HistoryColumn = keyof typeof COLUMNS;

const NAMES = /* @__PURE__ */ Object.keys(COLUMNS) as readonly HistoryColumn[];
const WIDTH = 1 + NAMES.length;

/**
 * The last five minutes of one link, column by column and the newest last: `agoS` is how many seconds ago that was,
 * losses are shares from 0 to 1, `null` is where nothing could be told.
 */
export type LinkHistoryColumns = { readonly agoS: readonly number[] } & {
  readonly [Name in HistoryColumn]: readonly (number | null)[];
};

/** What was measured of one link, in a ring: 8.6 kB, filled without allocating. */
export class LinkHistory {
  readonly #ring = new Float64Array(ROWS * WIDTH);
  #rows = 0;
  #latest: { readonly atMs: number; readonly measures: LinkMeasures | null } | null = null;

  /** @param measures `null` where nothing could be told, also while the link is down. */
  add(atMs: number, measures: LinkMeasures | null): void {
    let at = (this.#rows % ROWS) * WIDTH;
    this.#ring[at] = atMs;
    for (const name of NAMES) this.#ring[(at += 1)] = (measures && COLUMNS[name](measures)) ?? NaN;
    this.#rows += 1;
    this.#latest = { atMs, measures };
  }

  /** What was measured last, if that is not longer ago; `null` where nothing could be told. */
  latest(nowMs: number, withinMs: number): LinkMeasures | null {
    return this.#latest !== null && nowMs - this.#latest.atMs <= withinMs ? this.#latest.measures : null;
  }

  /** @param nowMs by the clock of `add()`. */
  read(nowMs: number): LinkHistoryColumns {
    const first = Math.max(0, this.#rows - ROWS);
    const rows = Array.from({ length: this.#rows - first }, (_, row) => {
      const at = ((first + row) % ROWS) * WIDTH;
      return this.#ring.subarray(at, at + WIDTH);
    }).filter(([atMs = 0]) => nowMs - atMs <= HISTORY_MS);
    return Object.fromEntries([
      ['agoS', rows.map(([atMs = 0]) => round((nowMs - atMs) / 1000, 1))],
      ...NAMES.map((name, column) => [
        name,
        rows.map((row) => round(row[column + 1] ?? NaN, name.endsWith('Loss') ? 4 : 1)),
      ]),
    ]) as LinkHistoryColumns;
  }
}

function round(value: number, digits: number): number | null {
  return Number.isNaN(value) ? null : Number(value.toFixed(digits));
}

/** The histories of the links of each plane, by participant; a plane that is gone takes its own along. */
const histories = new WeakMap<object, Map<string, LinkHistory>>();

/** The histories of the links of a plane, which the feature `quality` fills. */
export function historiesOf(plane: object): Map<string, LinkHistory> {
  const known = histories.get(plane) ?? new Map<string, LinkHistory>();
  histories.set(plane, known);
  return known;
}
