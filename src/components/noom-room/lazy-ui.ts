import { Lazy } from '../../core/index.js';
import { setUiTags } from '../internal/lazy/ui-tags.js';

/** The tags that a room draws itself with; these bring the others. */
const TAGS = ['chat', 'controls', 'participants', 'prejoin', 'reactions', 'settings', 'stage'];

const areThere = (): boolean => TAGS.every((name) => customElements.get(`noom-${name}`) !== undefined);

// A page with a layout of its own does not load what it does not show.
setUiTags(new Lazy<unknown>(() => areThere() || import('./ui-tags.js')));
