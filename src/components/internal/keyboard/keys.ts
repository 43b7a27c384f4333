/**
 * Whether a key belongs to the composition of a text (Chinese, Japanese, Korean and others): it means nothing else. Safari
 * sends the key that ends a composition after its end, and says so only by the old key code
 * (https://bugs.webkit.org/show_bug.cgi?id=165004); browsers say the same of the key that begins one.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}

/** Whether a key may mean something here: not used by the page already, not of a composition, not of a command. */
export function isFree(event: KeyboardEvent): boolean {
  return !event.defaultPrevented && !isComposing(event) && !isCommand(event);
}

/** Uses a key up: neither the browser (which closes a dialog by Escape) nor what is further out does anything with it. */
export function useUp(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Whether the key pressed is `wanted`: by what it types in whatever layout, or, where the layout types no Latin letters or
 * figures, by those that stand on it too.
 */
export function isPressed({ key, code }: KeyboardEvent, wanted: string | undefined): boolean {
  if (!wanted) return false;
  if (key.toLowerCase() === wanted.toLowerCase()) return true;
  return (
    (code === `Key${wanted.toUpperCase()}` && isOtherLetter(key)) || (code === `Digit${wanted}` && isOtherFigure(key))
  );
}

/**
 * Whether a key pressed in a text field works on the text. Escape, Tab, the function keys, and what Ctrl, Meta or Alt make
 * a command of, do not.
 */
export function isTyped(event: KeyboardEvent): boolean {
  const { key } = event;
  if (isComposing(event)) return true;
  return !isCommand(event) && ([...key].length === 1 || isOtherLetter(key) || EDITING.test(key));
}

/** What works on a text without being a part of it. */
const EDITING = /^(?:Enter|Backspace|Delete|Home|End|Page(?:Up|Down)|Arrow(?:Left|Right|Up|Down)|Dead|Process)$/;

/**
 * Whether the modifiers make a command of a key. AltGr, which Windows tells as Ctrl and Alt, types signs: those are none; nor
 * are the signs that a Mac types with Option, its Alt.
 */
function isCommand(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (event.getModifierState('AltGraph')) return metaKey || /^[\p{L}\p{N}]/u.test(key);
  const isOption = altKey && !ctrlKey && /^[^\p{ASCII}]$/u.test(key) && !isOtherLetter(key);
  return metaKey || ctrlKey || (altKey && !isOption);
}

/** A letter, a syllable or a mark of any script but the Latin one (so no named key either). */
function isOtherLetter(key: string): boolean {
  // The micro sign, on Latin keyboards, belongs to no script.
  return /^[\p{L}\p{M}]+$/u.test(key) && !/[\p{Script=Latin}µ]/u.test(key);
}

/** A figure of a script that has its own. */
function isOtherFigure(key: string): boolean {
  return /^\p{Nd}$/u.test(key) && !/\d/.test(key);
}
