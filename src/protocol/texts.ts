/** Names and messages on the wire: their maximum lengths, and the shapes of names, for both ends. */
import { countCharacters, readVisibleLine, toVisibleText } from './visible-text.js';
import { string, type Shape } from './shapes.js';

/** The most characters (Unicode code points) of the name of a room or of a participant. */
export const MAX_NAME_CHARACTERS = 64;
/** The most characters (Unicode code points) of a chat message. */
export const MAX_MESSAGE_CHARACTERS = 4000;

/**
 * The shape of a text that `readText` reads: `null` for one that is invalid.
 * @__NO_SIDE_EFFECTS__
 */
export function readBy(readText: (text: string) => string | null): Shape<string> {
  return (value) => {
    const text = readText(string(value));
    if (text === null) throw new TypeError();
    return text;
  };
}

/** The name of a room or of a participant: one line, trimmed and composed (NFC), in which something can be seen. */
export const nameShape: Shape<string> = /* @__PURE__ */ readBy((text) => readVisibleLine(text, MAX_NAME_CHARACTERS));

/** A text that an older end wrote, as it may be shown; it may be empty. */
export const shownShape: Shape<string> = /* @__PURE__ */ readBy(toVisibleText);

/** Whether a text has more characters than `maxCharacters`; a text that is certainly too long is not counted. */
export function isLonger(text: string, maxCharacters: number): boolean {
  return text.length > maxCharacters * 2 || countCharacters(text) > maxCharacters;
}
