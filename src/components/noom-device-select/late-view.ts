import { LatePart } from '../internal/lazy/late-part.js';
import { withTexts } from '../internal/localization/index.js';

/** What a picker draws with. */
export const deviceViews = new LatePart(() => withTexts(import('./device-select-view.js')));
