import type { NoomStage } from '../../../src/components/noom-stage/index.js';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import type { DrawnParticipantOptions } from '../../../src/testing/index.js';
import { putRoom, type RoomOnPage, type RoomOnPageOptions } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

const NAMES = ['Ann', 'Minji', 'Jun', 'Kai', 'Sam', 'Mia', 'Leo', 'Zoe'];
/** So many participants. */
export const people = (count: number): DrawnParticipantOptions[] => NAMES.slice(0, count).map((name) => ({ name }));

type StageOptions = Partial<RoomOnPageOptions> & { width?: number; height?: number; attributes?: string };

/** For the tests of one `describe`: a stage of so many CSS pixels, drawn, and removed from the page after each. */
export function useStage(): (options?: StageOptions) => Promise<{ page: RoomOnPage; stage: NoomStage }> {
  let page: RoomOnPage | null = null;

  afterEach(async () => {
    await page?.close();
    page = null;
  });

  return async (options = {}) => {
    const { width = 900, height = 500, attributes = '', ...rest } = options;
    page = await putRoom({ markup: `<div><noom-stage ${attributes}></noom-stage></div>`, ...rest });
    resize(page, width, height);
    const stage = page.find('noom-stage');
    await until(() => tiles(stage).length > 0 || rest.isJoining === false, 'tiles are drawn');
    return { page, stage };
  };
}

/** Gives the stage another size, in CSS pixels. */
export function resize(page: RoomOnPage, width: number, height: number): void {
  const box = page.room.querySelector('div');
  if (box !== null) Object.assign(box.style, { width: `${width}px`, height: `${height}px` });
}

/** The tiles of a stage, in order. */
export function tiles(stage: NoomStage): NoomVideo[] {
  return [...(stage.shadowRoot?.querySelectorAll('noom-video') ?? [])];
}

/** What a tile is of. */
export function keyOf(tile: NoomVideo): string | undefined {
  return tile.dataset.key;
}

/** Whether a tile is the large one. */
export function isMain(tile: NoomVideo): boolean {
  return tile.classList.contains('main');
}
