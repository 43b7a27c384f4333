import { LatePart } from '../internal/late-part.js';

/** What a chat draws with. */
export const chatViews = new LatePart(() => import('./chat-view.js'));
