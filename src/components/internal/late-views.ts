import { LatePart } from './late-part.js';

/** What a chat draws with. */
export const chatViews = new LatePart(() => import('../noom-chat/chat-view.js'));
/** What prejoin and device pickers draw with. */
export const deviceViews = new LatePart(() => import('./device-views.js'));
/** What a room shows hosts of those who wait to be let in. */
export const knockNotices = new LatePart(() => import('../noom-room/knock-notices.js'));
