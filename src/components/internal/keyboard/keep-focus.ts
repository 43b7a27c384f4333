import { deepActiveElement } from './deep-focus.js';

/** The focusable elements that the kit renders. */
const FOCUSABLE =
  'button,input,select,textarea,a[href],[tabindex],noom-prejoin,noom-controls,noom-chat,noom-device-select';

/** Whether an element can keep the focus: connected, visible, not disabled. */
function canKeep(element: HTMLElement): boolean {
  return !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });
}

/** Whether no element of a document has the focus, or one that is hidden or disabled (Firefox leaves it there). */
export function isFocusLost(document: Document): boolean {
  const active = deepActiveElement(document);
  return !(active && canKeep(active));
}

/**
 * Focuses the first of these elements that takes the focus; `aria-disabled` ones are skipped. Returns whether one did.
 */
export function focusFirst(elements: Iterable<HTMLElement>): boolean {
  for (const element of elements) {
    if (!canKeep(element) || element.matches('[aria-disabled="true"]')) continue;
    element.focus();
    if (!isFocusLost(element.ownerDocument)) return true;
  }
  return false;
}

/** The focusable elements in a root, in order. */
export function focusablesIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

/**
 * The candidates for the focus when a rendering of `root` moves or removes the focused element: itself, then those after
 * it, then those before it, nearest first. `null` while the focus is elsewhere. In a long log only those of the same
 * part of it, or of the form below it, because this is done before each rendering.
 */
export function focusOrder(root: ShadowRoot): readonly HTMLElement[] | null {
  const focused = root.activeElement;
  if (focused === null) return null;
  const former = focusablesIn(focused.closest('form,.slice') ?? root);
  const index = former.indexOf(focused as HTMLElement);
  return [focused as HTMLElement, ...former.slice(index + 1), ...former.slice(0, index).reverse()];
}
