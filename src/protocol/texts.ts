/** Names and messages on the wire: their maximum lengths and their shapes, for both ends. */
import { countCharacters, readVisibleLine, readVisibleMessage, toVisibleText } from './visible-text.js';
import { string, type Shape } from './shapes.js';

/** The most characters (Unicode code points) of the name of a room or of a participant. */
export const MAX_NAME_CHARACTERS = 64;
/** The most characters (Unicode code points) of a chat message. */
export const MAX_MESSAGE_CHARACTERS = 4000;

/* @__NO_SIDE_EFFECTS__ */
function readBy(readText: (text: string) => string | null): Shape<string> {
  return (value) => {
    const text = readText(string(value));
    if (text === null) throw new TypeError();
    return text;
  };
}

/** The name of a room or of a participant: one line, trimmed and composed (NFC), in which something can be seen. */
export const nameShape: Shape<string> = /* @__PURE__ */ readBy((text) => readVisibleLine(text, MAX_NAME_CHARACTERS));

/** A chat message in which something can be seen. */
export const messageShape: Shape<string> = /* @__PURE__ */ readBy(readMessage);

/** A text that an older end wrote, as it may be shown; it may be empty. */
export const shownShape: Shape<string> = /* @__PURE__ */ readBy(toVisibleText);

/** A chat message as it is sent; `null` when nothing can be seen of it, or when it is too long. */
export function readMessage(text: string): string | null {
  return readVisibleMessage(text, MAX_MESSAGE_CHARACTERS);
}

/** Whether a text has more characters than `maxCharacters`; a text that is certainly too long is not counted. */
export function isLonger(text: string, maxCharacters: number): boolean {
  return text.length > maxCharacters * 2 || countCharacters(text) > maxCharacters;
}
