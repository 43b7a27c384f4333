import type { Size } from '../internal/observe/box-watch.js';
import { fitGrid, gridCapacity, WIDEST, type GridFit } from './fit-grid.js';
import type { StagePlan } from './plan-stage.js';

/** A rectangle in CSS pixels from the inline start of the stage: the left corner, or the right one in RTL. */
export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** The places of all tiles; a tile without a place is on another page. */
export interface Placement {
  readonly places: ReadonlyMap<string, Rectangle>;
  /** The place of the strip beside the large tile. */
  readonly strip: Rectangle | null;
  readonly page: number;
  readonly pages: number;
}

/** Moves a floating tile to the corner where it is wanted. */
interface CornerPlacer {
  place(place: Rectangle, box: Size, gap: number, below: number): Rectangle;
}

/** The most tiles of a page, where nothing else is asked for: more are decoded for nobody. */
const MOST_TILES = 25;
/** The height of the pager, whose buttons are 32 px high. */
const PAGER_HEIGHT = 40;
/** Below this, a name badge no longer fits into a tile. */
const SMALLEST_TILE: Size = { width: 112, height: 72 };

/**
 * Places the tiles of a plan in a box.
 * @param maxTiles how many a page shows, including the large one; 0 for as many as are readable, 25 at most.
 * @param page which page, from 0; the last one if there are fewer.
 * @param corner moves the floating self view to its corner; by default at the bottom of the inline end.
 */
export function placeTiles(
  plan: StagePlan,
  box: Size,
  gap: number,
  maxTiles: number,
  page: number,
  corner?: CornerPlacer | null,
): Placement {
  const places = new Map<string, Rectangle>();
  const whole: Rectangle = { x: 0, y: 0, ...box };
  const limit = Math.max(1, (maxTiles > 0 ? maxTiles : MOST_TILES) - (plan.main === null ? 0 : 1));
  let { main, rest } = split(whole, gap, plan);
  const fit =
    (area: Rectangle) =>
    (count: number): GridFit =>
      fitGrid(count, area, gap, columnsOf(plan, area, count));
  const wanted = plan.tiles.length;
  let perPage = Math.min(limit, gridCapacity(wanted, fit(rest), SMALLEST_TILE));
  if (wanted > perPage) {
    ({ main, rest } = split({ ...whole, height: whole.height - PAGER_HEIGHT }, gap, plan));
    perPage = Math.min(limit, gridCapacity(wanted, fit(rest), SMALLEST_TILE));
  }

  if (plan.main !== null) places.set(plan.main.key, main);
  const pages = Math.max(1, Math.ceil(wanted / perPage));
  if (plan.float !== null) {
    const float = placeFloat(whole, gap);
    places.set(plan.float.key, corner?.place(float, box, gap, pages > 1 ? PAGER_HEIGHT : 0) ?? float);
  }
  const current = Math.min(Math.max(0, page), pages - 1);
  const shown = plan.tiles.slice(current * perPage, (current + 1) * perPage);
  // All pages have the grid of the first, so that tiles do not change size between pages.
  const grid = fit(rest)(pages > 1 ? perPage : shown.length);
  shown.forEach((tile, index) => {
    places.set(tile.key, cellAt(index, shown.length, grid, rest, gap));
  });
  return { places, strip: plan.main !== null && wanted > 0 ? rest : null, page: current, pages };
}

/** Splits the box into the large tile and the rest: a strip below it, or the area beside it in a very wide box. */
function split(box: Rectangle, gap: number, plan: StagePlan): { main: Rectangle; rest: Rectangle } {
  if (plan.main === null) return { main: box, rest: box };
  if (plan.tiles.length === 0) {
    const width = Math.round(Math.min(box.height * WIDEST, box.width));
    return { main: { ...box, x: Math.round((box.width - width) / 2), width }, rest: box };
  }
  if (box.width > box.height * WIDEST) {
    const width = Math.round(Math.min(box.height * WIDEST, box.width * 0.7));
    return { main: { ...box, width }, rest: { ...box, x: width + gap, width: box.width - width - gap } };
  }
  const height = Math.round(Math.min(Math.max(box.height * 0.21, SMALLEST_TILE.height), box.width * 0.28, 200));
  const y = box.height - height;
  return { main: { ...box, height: y - gap }, rest: { ...box, y, height } };
}

/** `undefined` lets `fitGrid` choose, for a grid and beside a large tile; a strip is one row or one column. */
function columnsOf(plan: StagePlan, area: Rectangle, count: number): number | undefined {
  if (plan.layout === 'grid' || area.x > 0) return undefined;
  return area.width >= area.height ? count : 1;
}

function cellAt(index: number, count: number, { columns, tile }: GridFit, area: Rectangle, gap: number): Rectangle {
  const row = Math.floor(index / columns);
  const rows = Math.ceil(count / columns);
  const inRow = Math.min(columns, count - row * columns);
  const offset = (size: number, number: number): number => (size + gap) * number;
  return {
    x: Math.round(area.x + (area.width - offset(tile.width, inRow) + gap) / 2 + offset(tile.width, index % columns)),
    y: Math.round(area.y + (area.height - offset(tile.height, rows) + gap) / 2 + offset(tile.height, row)),
    ...tile,
  };
}

/** At the bottom of the inline end, upright in a tall box. */
function placeFloat(box: Rectangle, gap: number): Rectangle {
  const isTall = box.height > box.width;
  const width = Math.round(Math.min(Math.max(box.width * (isTall ? 0.28 : 0.2), 88), 240));
  const height = Math.round(Math.min(width * (isTall ? 1.42 : 9 / 16), box.height / 2));
  return { x: box.width - width - gap, y: box.height - height - gap, width, height };
}

/** Places an element; one without a place is being removed. */
export function moveTo({ style }: HTMLElement, place: Rectangle | undefined): void {
  if (place === undefined) return;
  style.insetInlineStart = `${place.x}px`;
  style.insetBlockStart = `${place.y}px`;
  style.inlineSize = `${place.width}px`;
  style.blockSize = `${place.height}px`;
}
