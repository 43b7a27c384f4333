import { isCommand, isComposing, isOtherLetter } from './keys.js';

/**
 * Whether a key may be handled here: not handled by the page already, not of a composition, without command modifiers.
 */
export function isFree(event: KeyboardEvent): boolean {
  return !event.defaultPrevented && !isComposing(event) && !isCommand(event);
}

/** Marks a key as handled: neither the browser (Escape closes a dialog) nor outer listeners react to it. */
export function useUp(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Whether the key pressed is `wanted`: by the character it types in the present layout, or, where that is no Latin
 * letter or digit, by the one at this position of a Latin layout.
 */
export function isPressed({ key, code }: KeyboardEvent, wanted: string | undefined): boolean {
  if (!wanted) return false;
  if (key.toLowerCase() === wanted.toLowerCase()) return true;
  return (
    (code === `Key${wanted.toUpperCase()}` && isOtherLetter(key)) || (code === `Digit${wanted}` && isOtherFigure(key))
  );
}

/** A digit that is not ASCII. */
function isOtherFigure(key: string): boolean {
  return /^\p{Nd}$/u.test(key) && !/\d/.test(key);
}
