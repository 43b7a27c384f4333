import { LatePart } from '../internal/late-part.js';

/** What a room shows hosts of those who wait to be let in. */
export const knockNotices = new LatePart(() => import('./knock-notices.js'));
