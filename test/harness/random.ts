/** Draws that are the same for the same seed. */
export interface Draw {
  /** A whole number from 0 to below this. */
  below(end: number): number;
  /** One of these; what is in the list more often is drawn more often. */
  pick<Item>(items: readonly Item[]): Item;
}

/** Draws by mulberry32 (Tommy Ettinger). */
export function drawFrom(seed: number): Draw {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
  };
}
