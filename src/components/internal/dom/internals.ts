import { isOnServer } from './on-server.js';

/** The internals of a tag. What stands in for a page outside of browsers may have none, as happy-dom in unit tests. */
export function internalsOf(tag: HTMLElement): ElementInternals {
  if (isOnServer && !('attachInternals' in tag)) return { states: new Set() } as unknown as ElementInternals;
  return tag.attachInternals();
}
