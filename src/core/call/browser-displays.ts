import { canCaptureDisplays } from '../devices/displays/display-support.js';
import type { Displays } from '../devices/displays/displays.js';
import { lazyParts } from './lazy/features.js';

/** The displays of this browser. The prompt opens in the caller's task, once the code for it is loaded. */
export const browserDisplays: Displays = {
  get isSupported() {
    return canCaptureDisplays();
  },
  open: () => lazyParts.run(({ openDisplay }) => openDisplay()),
};
