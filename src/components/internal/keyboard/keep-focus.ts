import { deepActiveElement } from './deep-focus.js';

/** What can have the focus, in the kit's own drawings. */
const FOCUSABLE =
  'button, input, select, textarea, a[href], [tabindex], noom-prejoin, noom-controls, noom-chat, noom-device-select';

/** Whether an element keeps the focus it has: there, to be seen, not disabled. */
function canKeep(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });
}

/** Whether nothing in a document has the focus, or what has it is gone, hidden or disabled (which Firefox leaves it). */
export function isFocusLost(document: Document): boolean {
  const active = deepActiveElement(document);
  return active === null || !canKeep(active);
}

/** Gives the focus to the first of these that takes it; whether one did. What can do nothing now is passed over. */
export function focusFirst(elements: Iterable<HTMLElement>): boolean {
  for (const element of elements) {
    if (!canKeep(element) || element.matches('[aria-disabled="true"]')) continue;
    element.focus();
    if (!isFocusLost(element.ownerDocument)) return true;
  }
  return false;
}

/** What can have the focus in a tag or a box, in order. */
export function focusablesIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

/**
 * Where the focus goes when a drawing of `root` takes away what has it: to what came next and is still there, else to what came
 * before. `null` while the focus is elsewhere.
 */
export function focusOrder(root: ShadowRoot): readonly HTMLElement[] | null {
  const focused = root.activeElement;
  if (focused === null) return null;
  const former = focusablesIn(root);
  const index = former.indexOf(focused as HTMLElement);
  return [...former.slice(index + 1), ...former.slice(0, Math.max(0, index)).reverse()];
}
