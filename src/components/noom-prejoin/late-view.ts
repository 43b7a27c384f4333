import { LatePart } from '../internal/lazy/late-part.js';
import { deviceViews } from '../noom-device-select/late-view.js';

/** What prejoin draws with, and with it what the pickers in it draw with, fetched at the same time: all of it appears at once. */
export const prejoinViews = new LatePart(async () => {
  const [views] = await Promise.all([import('./prejoin-view.js'), deviceViews.fetch()]);
  return views;
});
