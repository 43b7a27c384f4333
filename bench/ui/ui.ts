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
      const name = `ui: round ${String(round + 1)} of ${String(rounds)}`;
      console.error(name);
      const take = async <Found>(table: string, found: Found[], measure: () => Promise<Found>): Promise<void> => {
        try {
          found.push(await measure());
        } catch (error) {
          console.error(`${name}, ${table}: left out. ${String(error)}`);
        }
      };
      await take('three', three, () => measureThree(world));
      // Who begins changes, so that disturbances hit both.
      await take('crowd', crowd, () => measureCrowd(world, round % 2 === 0));
      await take('panels', panels, () => measurePanels(world));
      await take('log', log, () => measureLog(world));
    }
    return {
      name: 'ui',
      // What too few rounds have measured is not recorded.
      rounds: Math.min(...[three, crowd, panels, log].map(({ length }) => length)),
      tables: [tableOfThree(three), tableOfCrowd(crowd), tableOfPanels(panels), tableOfLog(log)],
    };
  } finally {
    await world.close();
  }
}
