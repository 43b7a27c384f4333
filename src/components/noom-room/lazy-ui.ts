import { Lazy } from '../../core/index.js';
import { prejoinParts } from '../internal/lazy/parts.js';
import { setUiTags } from '../internal/lazy/ui-tags.js';

/** The tags that a room draws itself with; these bring the others. */
const TAGS = ['chat', 'controls', 'participants', 'prejoin', 'reactions', 'settings', 'stage'];

const areThere = (): boolean => TAGS.every((name) => customElements.get(`noom-${name}`) !== undefined);

/** Whether a room waits for a press, before a prejoin that is loaded by itself otherwise: after its tag. */
const isAsked = (): boolean => [...document.querySelectorAll('noom-room')].some((room) => !room.autojoin);

// A page with a layout of its own does not load what it does not show.
setUiTags(
  new Lazy<unknown>(() => {
    if (areThere()) return true;
    const tags = import('./ui-tags.js');
    if (isAsked()) prejoinParts.prefetch();
    return tags;
  }),
);
