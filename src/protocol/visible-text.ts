/**
 * Turns text that other people wrote into text that may be shown: without invisible characters and without those that
 * reorder it. Both ends of the wire use these functions, for names and for messages. Each takes time linear in the
 * length of the text.
 *
 * The names of properties are those of the Unicode Character Database (UAX 44). `replace` resets a pattern
 * at each call, so that the constants may be shared.
 */

/** Joiners, variation selectors and tags: kept where the script around them needs them. */
const IN_SOME_PLACES = String.raw`(?:[\u200c\u200d]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0020}-\u{e007f}]|[\u{e0100}-\u{e01ef}])`;
const ONLY_IN_PLACE = /* @__PURE__ */ new RegExp(IN_SOME_PLACES, 'u');

/**
 * What is never shown, in any context: the other default-ignorable characters (Hangul fillers, zero-width space, soft
 * hyphen …), the controls of UAX 9 that reorder text, lone surrogates, and symbols without a visible glyph.
 */
const NEVER = /* @__PURE__ */ new RegExp(
  String.raw`(?!${IN_SOME_PLACES})[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}\p{Noncharacter_Code_Point}\ufff9-\ufffc\u{1d159}]`,
  'gu',
);

/** Signs that take the vowel from a letter, in Indic scripts: a joiner beside one chooses the shape. */
const VIRAMA = String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u103a\u17d2\u1a60\u1b44\u1bab\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed\u{11046}\u{110b9}\u{11133}\u{1134d}\u{11442}\u{114c2}\u{1163f}\u{116b6}]`;
/** Arabic letters that join no letter after them: a joiner there changes nothing. */
const NEVER_JOINS = String.raw`[\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef]`;
/** The scripts whose letters take their shape from their neighbours. */
const CURSIVE = ['Arabic', 'Syriac', 'Nko', 'Mandaic', 'Mongolian', 'Phags_Pa', 'Adlam', 'Hanifi_Rohingya']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');
/** A letter that joins the next one, with the marks on it. */
const JOINS = String.raw`(?!${NEVER_JOINS})(?=\p{L})[${CURSIVE}](?:(?![\ufe00-\ufe0f\u180b-\u180f])\p{Mn})*`;

/** What is kept; everything else of `ONLY_IN_PLACE` is taken out. */
const IN_PLACE = [
  // The flags of England, Scotland and Wales: the only ones of their kind (UTS 51, RGI).
  String.raw`\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`,
  // An emoji, or several that are joined into one: a person, the colour of the skin, a rocket.
  String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*`,
  // A keycap.
  String.raw`[0-9#*]\ufe0f\u20e3`,
  // A variant of an ideograph, as in names.
  String.raw`\p{Script=Han}[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  // A variant of a Mongolian letter, or its separate last vowel.
  String.raw`(?<=(?=\p{L})\p{Script=Mongolian})(?:[\u180b-\u180d\u180f]|\u180e(?=\p{L}))`,
  // Sinhala, Bengali, Hindi: beside a virama.
  String.raw`(?<=${VIRAMA})(?:\u200d|\u200c(?=\p{L}))`,
  String.raw`(?<=\p{L})[\u200c\u200d](?=${VIRAMA})`,
  // Persian: between two letters that would join; and after a single letter in its initial form.
  // The joiner is matched first: looking back from every mark would take time by the square of their number.
  String.raw`(?=[\u200c\u200d])(?<=${JOINS})(?:\u200c(?=\p{L})|\u200d(?=[\p{P}\p{Z}\p{N}\s]|$))`,
].join('|');
const KEPT_OR_HIDDEN = /* @__PURE__ */ new RegExp(`(${IN_PLACE})|${IN_SOME_PLACES}`, 'gu');

/** What is visible by itself: no space (the empty Braille pattern is one), no mark that needs a letter. */
const VISIBLE = /[^\s\u2800\p{Z}\p{M}\p{Cc}\p{Cf}\p{Cs}]/u;

/** The text without invisible characters and without those that reorder it. Applied twice, it gives the same text. */
export function toVisibleText(text: string): string {
  const seen = text.replace(NEVER, '');
  if (!ONLY_IN_PLACE.test(seen)) return seen;
  return seen.replace(KEPT_OR_HIDDEN, (_all, kept: string | undefined) => kept ?? '');
}

/** Whether there is anything to see in a text. */
export function hasVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** How many characters a text has: Unicode code points, as both ends count. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    // The second half of a pair belongs to the first.
    if ((text.codePointAt(index) ?? 0) > 0xffff) index += 1;
    count += 1;
  }
  return count;
}

/**
 * One line that a person reads, such as a name: composed (NFC), without space around it.
 * @returns `null` when nothing can be seen of it, when it has more than `maxCharacters`, or when it has controls or
 * several lines.
 */
export function readVisibleLine(text: string, maxCharacters: number): string | null {
  if (text.length > maxCharacters * 8) return null;
  // Twice, because a character that is taken out may have been between two that compose.
  const composed = compose(compose(text)).replaceAll('\u2800', ' ').trim();
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(composed) || !hasVisible(composed)) return null;
  return countCharacters(composed) <= maxCharacters ? composed : null;
}

function compose(text: string): string {
  // In this order: Firefox turns a lone surrogate into a visible character when it composes.
  return toVisibleText(text).normalize('NFC');
}
