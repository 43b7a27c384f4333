import { LatePart } from '../internal/late-part.js';

/** What a picker draws with. */
export const deviceViews = new LatePart(() => import('./device-select-view.js'));
