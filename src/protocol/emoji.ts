/** One emoji, as a reaction is: read alike by the sender's page, the server and the receiver's page. */
import { string, type Shape } from './shapes.js';

/** The most UTF-16 units of one emoji: the longest of Unicode's list, a couple of two skin tones, has 15. */
export const MAX_EMOJI_LENGTH = 32;

/**
 * A pictograph, as a picture or as text (a heart without its variation selector), with its skin tone; or a skin tone.
 * By Unicode's reserved ranges too, so that the emoji of a newer version are not refused by an older browser or server.
 */
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?`;

/**
 * Each alternative begins differently, and so does what is repeated: the time is linear in the length. Which pictographs
 * are joined, and which letters make a flag, is not checked: engines know different versions of Unicode's list.
 */
const EMOJI = /* @__PURE__ */ new RegExp(
  [
    String.raw`^(?:\p{Regional_Indicator}{2}`,
    String.raw`[0-9#*]\ufe0f?\u20e3`,
    // The flags of England, Scotland and Wales.
    String.raw`\u{1f3f4}\u{e0067}\u{e0062}[\u{e0061}-\u{e007a}]{3}\u{e007f}`,
    String.raw`\p{Emoji_Modifier}`,
    String.raw`${PICTOGRAPH}(?:\u200d${PICTOGRAPH})*)$`,
  ].join('|'),
  'u',
);

/** A text that is one emoji; `null` for any other. */
export function readEmoji(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > MAX_EMOJI_LENGTH) return null;
  return EMOJI.test(text) ? text : null;
}

/** One emoji. */
export const emojiShape: Shape<string> = (value) => {
  const emoji = readEmoji(string(value));
  if (emoji === null) throw new TypeError();
  return emoji;
};
