import { LatePart } from '../internal/lazy/late-part.js';
import { withTexts } from '../internal/localization/index.js';

/** What a chat draws with. */
export const chatViews = new LatePart(() => withTexts(import('./chat-view.js')));
