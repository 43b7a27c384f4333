import { median } from '../lib/statistics.js';

/** Makes rows of a table of median, most and goal out of what was found, round by round. */
export function rowOf<Figures>(
  found: readonly Figures[],
): (title: string, of: (figures: Figures) => number, goal?: string, digits?: number) => string[] {
  return (title, of, goal = '', digits = 0) => {
    const values = found.map(of);
    return [title, median(values).toFixed(digits), Math.max(...values).toFixed(digits), goal];
  };
}
