import { chatViews } from '../../noom-chat/late-view.js';
import { moreMenu } from '../../noom-controls/late-menu.js';
import { deviceViews } from '../../noom-device-select/late-view.js';
import { stageTools } from '../../noom-stage/late-tools.js';
import { idle } from './idle.js';
import { roomScreens } from './late-screens.js';
import { shortcutsPart } from './late-shortcuts.js';

let hasBegun = false;

/**
 * What a call fetches on demand, fetched as soon as there is nothing better to do: it is there when it is wanted, and when the
 * network is not. What cannot be fetched now is fetched when it is wanted.
 */
export function fetchAhead(): void {
  if (hasBegun) return;
  hasBegun = true;
  void idle().then(() => {
    for (const part of [roomScreens, chatViews, deviceViews, moreMenu, stageTools, shortcutsPart])
      part.fetch().catch(() => undefined);
  });
}
