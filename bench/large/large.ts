import type { BenchOptions } from '../lib/options.js';
import type { BenchResult } from '../lib/readme.js';
import { measureArrival } from './arrival.js';
import { measureCosts } from './costs.js';
import { startLargeWorld } from './large-world.js';
import { measureMoves } from './moves.js';

/**
 * A call by a media server: what a move to it and back costs those who watch and listen, how soon a newcomer sees a
 * picture, and what pages and media server cost.
 */
export async function benchLarge({ rounds }: BenchOptions): Promise<BenchResult> {
  const world = await startLargeWorld();
  try {
    const moves = await measureMoves(world, rounds);
    const arrival = await measureArrival(world, rounds);
    const costs = await measureCosts(world, rounds);
    return { name: 'large', rounds, tables: [moves, ...arrival, ...costs] };
  } finally {
    await world.close();
  }
}
