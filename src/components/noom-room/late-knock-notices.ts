import { LatePart } from '../internal/late-part.js';
import { withTexts } from '../internal/localization/index.js';

/** What a room shows hosts of those who wait to be let in. */
export const knockNotices = new LatePart(() => withTexts(import('./knock-notices.js')));
