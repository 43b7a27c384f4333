import { LatePart } from '../../internal/lazy/late-part.js';
import { withTexts } from '../../internal/localization/index.js';

/** What a room shows beside the call, or in its place: not needed for the first picture. */
export const roomScreens = new LatePart(() => withTexts(import('./room-screens.js')));
