/**
 * Whether a key belongs to the composition of a text (Chinese, Japanese, Korean and others), and so is no shortcut.
 * Safari sends the key that ends a composition after its end, recognizable only by the deprecated key code
 * (https://bugs.webkit.org/show_bug.cgi?id=165004); all browsers use the same code for the key that begins one.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}

/**
 * Whether a key pressed in a text field edits the text. Escape, Tab, function keys, and keys with Ctrl, Meta or Alt do
 * not.
 */
export function isTyped(event: KeyboardEvent): boolean {
  const { key } = event;
  if (isComposing(event)) return true;
  return !isCommand(event) && ([...key].length === 1 || isOtherLetter(key) || EDITING.test(key));
}

/** Keys that edit a text, or move in it, without a character. */
const EDITING = /^(?:Enter|Backspace|Delete|Home|End|Page(?:Up|Down)|Arrow(?:Left|Right|Up|Down)|Dead|Process)$/;

/**
 * Whether a key has the modifiers of a command. AltGr, which Windows reports as Ctrl and Alt, types symbols, and so
 * does Option on a Mac, which is Alt: neither makes a command.
 */
export function isCommand(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (event.getModifierState('AltGraph')) return metaKey || /^[\p{L}\p{N}]/u.test(key);
  const isOption = altKey && !ctrlKey && /^[^\p{ASCII}]$/u.test(key) && !isOtherLetter(key);
  return metaKey || ctrlKey || (altKey && !isOption);
}

/** A letter, syllable or mark of any script except Latin (and so no named key). */
export function isOtherLetter(key: string): boolean {
  // The micro sign, on Latin keyboards, belongs to no script.
  return /^[\p{L}\p{M}]+$/u.test(key) && !/[\p{Script=Latin}µ]/u.test(key);
}
