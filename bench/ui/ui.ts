import type { BenchOptions } from '../lib/options.js';
import type { BenchResult } from '../lib/readme.js';
import { startWorld } from '../lib/world.js';
import { measureCrowd, tableOfCrowd, type CrowdFigures } from './crowd.js';
import { measureLog, tableOfLog, type LogFigures } from './log.js';
import { measurePanels, tableOfPanels, type PanelFigures } from './panels.js';
import { measureThree, tableOfThree, type Figures } from './three.js';

/** What the tags cost a page: few participants, many, messages, and panels that open. */
export async function benchUi({ rounds }: BenchOptions): Promise<BenchResult> {
  const world = await startWorld();
  const three: Figures[] = [];
  const crowd: CrowdFigures[] = [];
  const log: LogFigures[] = [];
  const panels: PanelFigures[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      console.error(`ui: round ${String(round + 1)} of ${String(rounds)}`);
      three.push(await measureThree(world));
      // Who begins changes, so that disturbances hit both.
      crowd.push(await measureCrowd(world, round % 2 === 0));
      panels.push(await measurePanels(world));
      log.push(await measureLog(world));
    }
    return {
      name: 'ui',
      rounds,
      tables: [tableOfThree(three), tableOfCrowd(crowd), tableOfPanels(panels), tableOfLog(log)],
    };
  } finally {
    await world.close();
  }
}
