/** Scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;
/** How many characters are searched for a letter. */
const LOOKED_AT = 200;

/**
 * The direction of a text, by its first letter (Unicode TR 9, P2); `null` while it has none. For a text field: with
 * `dir="auto"` Chromium reads the whole text again for each line, which takes seconds for a very long text.
 */
export function directionOf(text: string): 'ltr' | 'rtl' | null {
  const [letter] = /\p{L}/u.exec(text.slice(0, LOOKED_AT)) ?? [];
  if (letter === undefined) return null;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
