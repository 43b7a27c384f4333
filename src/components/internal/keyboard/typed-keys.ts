import { isElement } from '../element/nodes.js';
import { isTyped } from './keys.js';

/** Where keys are text, or choose by the letters of it. */
const FIELDS = 'input, textarea, select';

/** Keys that went down in one of the kit's fields and are still down: their end stays inside too, and no other key's. */
const down = new Set<string>();

/**
 * Keeps what is typed in a tag's own fields inside of it. The page sees a key come from the tag and not from a field, so that
 * its own one-letter shortcuts would take the text for a command. Fields that the page put into a slot are its own.
 */
export function keepTypedKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    root.addEventListener(type, keepInside as EventListener);
}

function keepInside(event: KeyboardEvent): void {
  const { type, code, key, target } = event;
  const isOwn = isElement(target) && target.getRootNode() === event.currentTarget && target.matches(FIELDS);
  if (type === 'keyup') {
    if (down.delete(code || key) && isOwn) event.stopPropagation();
  } else if (isOwn && isTyped(event)) {
    if (type === 'keydown') down.add(code || key);
    event.stopPropagation();
  } else {
    down.delete(code || key);
  }
}
