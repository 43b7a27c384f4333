import type { Table } from '../lib/readme.js';
import { median } from '../lib/statistics.js';
import type { BenchWorld } from '../lib/world.js';
import type { PanelName } from '../pages/crowd.js';
import { step, wait, withCrowd, type CrowdWindow } from './crowd-page.js';

/** The participants, with the local one. */
const PEOPLE = 25;
const MESSAGES = 100;
const GOAL_MS = 100;
const PANELS: readonly PanelName[] = ['chat', 'participants', 'settings', 'shortcuts', 'more'];
/** Until what is fetched ahead has come. */
const SETTLING_MS = 4000;
const TITLES: Readonly<Record<PanelName, string>> = {
  chat: `chat, of ${String(MESSAGES)} messages`,
  participants: `participants, ${String(PEOPLE)} of them`,
  settings: 'settings',
  shortcuts: 'keyboard shortcuts',
  more: 'more controls',
};

/** How long each panel takes to open, in milliseconds: the first time, and again. */
export type PanelFigures = Readonly<Record<PanelName, readonly [first: number, again: number]>>;

/** Measures one round. */
export async function measurePanels(world: BenchWorld): Promise<PanelFigures> {
  return withCrowd(world, PEOPLE, async (page) => {
    await step(
      'messages',
      page.evaluate((count) => (globalThis as CrowdWindow).crowd.write(count), MESSAGES),
    );
    await wait(SETTLING_MS);
    const times: [PanelName, [number, number]][] = [];
    for (const panel of PANELS) {
      // Narrow enough that the toolbar does not hold every control.
      if (panel === 'more') await page.setViewport({ width: 480, height: 800 });
      const open = (when: string): Promise<number> =>
        step(
          `${panel}, ${when}`,
          page.evaluate((name) => (globalThis as CrowdWindow).crowd.open(name), panel),
        );
      times.push([panel, [await open('first time'), await open('again')]]);
    }
    return Object.fromEntries(times) as Record<PanelName, [number, number]>;
  });
}

/** The table of what was found, round by round. */
export function tableOfPanels(found: readonly PanelFigures[]): Table {
  return {
    title: 'From a press until a panel is on the screen, ms',
    head: ['', 'first time', 'most', 'again', 'most', 'goal'],
    rows: PANELS.map((panel) => {
      const first = found.map((figures) => figures[panel][0]);
      const again = found.map((figures) => figures[panel][1]);
      const both = [first, again].flatMap((values) => [median(values).toFixed(0), Math.max(...values).toFixed(0)]);
      return [TITLES[panel], ...both, `< ${String(GOAL_MS)}`];
    }),
    note: 'In a room of 25, beside its videos. Two frames are part of each: the one in which it is drawn, and the one in which that is seen.',
  };
}
