import type { Size } from '../internal/observe/box-watch.js';

/** The columns and rows of equal tiles, and the size of each. */
export interface GridFit {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Size;
}

/** The widest aspect ratio of a tile: a wider one would crop heads and hands. */
export const WIDEST = 2.2;
/**
 * The narrowest one: a narrower tile would crop landscape pictures too much. Not in a tall box, as on phones, where
 * pictures are upright.
 */
const NARROWEST = 4 / 3;

/**
 * Finds the grid in which `count` pictures are largest: of 16:9 in a wide box, square in a tall one. The tiles then
 * grow to fill their cells, within the limits of cropping.
 * @param columns forces the number of columns.
 */
export function fitGrid(count: number, box: Size, gap: number, columns?: number): GridFit {
  const isTall = box.height > box.width;
  const candidates =
    columns === undefined ? Array.from({ length: Math.max(1, count) }, (_, index) => index + 1) : [columns];
  let best = { columns: 1, rows: 1, cell: { width: 0, height: 0 }, pictureWidth: -Infinity };
  for (const candidate of candidates) {
    const rows = Math.max(1, Math.ceil(count / candidate));
    const cell = {
      width: Math.max(0, (box.width - gap * (candidate - 1)) / candidate),
      height: Math.max(0, (box.height - gap * (rows - 1)) / rows),
    };
    const pictureWidth = Math.min(cell.width, cell.height * (isTall ? 1 : 16 / 9));
    // Larger by a whole pixel, so that a rounding error does not add a column.
    if (pictureWidth > best.pictureWidth + 1) best = { columns: candidate, rows, cell, pictureWidth };
  }
  const { cell } = best;
  return {
    columns: best.columns,
    rows: best.rows,
    tile: {
      width: Math.floor(Math.min(cell.width, cell.height * (columns === undefined ? WIDEST : 16 / 9))),
      height: Math.floor(isTall ? cell.height : Math.min(cell.height, cell.width / NARROWEST)),
    },
  };
}

/** The number of tiles, at most `count`, that fit with none smaller than `smallest`; at least one. */
export function gridCapacity(count: number, fit: (count: number) => GridFit, smallest: Size): number {
  for (let capacity = count; capacity > 1; capacity--) {
    const { tile } = fit(capacity);
    if (tile.width >= smallest.width && tile.height >= smallest.height) return capacity;
  }
  return 1;
}
