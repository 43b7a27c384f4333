import type { Lazy } from '../../../core/index.js';

/** Loads the tags that a room draws itself with; `null` where the page registers them with the room. */
export let uiTags: Lazy<unknown> | null = null;

/** Says how the tags are loaded, from the next room on. */
export function setUiTags(tags: Lazy<unknown> | null): void {
  uiTags = tags;
}
