import { LatePart } from '../internal/lazy/late-part.js';

/** What the toolbar's "more" opens: wanted where not all of the controls fit. */
export const moreMenu = new LatePart(() => import('./more-menu.js'));
