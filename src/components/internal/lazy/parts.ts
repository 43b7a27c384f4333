import { Lazy } from '../../../core/index.js';
import { withTexts } from '../localization/index.js';

/** What is written with and read in: fetched when a chat comes into the page, and ahead once in a call. */
export const chatParts = new Lazy(() => withTexts(import('../../noom-chat/chat-view.js')));

/** What is drawn before a call, and the pickers in it, which appear together. */
export const prejoinParts = new Lazy(() => withTexts(import('./prejoin-parts.js')));

/** What a room shows, says and hears beside the first pictures. */
export const roomParts = new Lazy(() => withTexts(import('./room-parts.js')));
