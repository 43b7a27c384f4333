import { isElement } from '../dom/nodes.js';
import { isTyped } from './keys.js';

/** Elements in which keys are text, or choose an option by its letters. */
const FIELDS = 'input, textarea, select';

/** Keys that went down in a field of the kit and are still down: only their `keyup` is kept inside too. */
const down = new Set<string>();

/**
 * Stops the key events of typing in a tag's own fields at its shadow root. For the page their target is the tag and not
 * a field, so that its one-letter shortcuts would react. Slotted fields are left to the page.
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
