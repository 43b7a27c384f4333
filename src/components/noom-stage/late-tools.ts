import { LatePart } from '../internal/lazy/late-part.js';
import { withTexts } from '../internal/localization/index.js';

/** What a stage needs only where there are many: pins from three people on, and a pager. */
export const stageTools = new LatePart(() => withTexts(import('./stage-tools.js')));
