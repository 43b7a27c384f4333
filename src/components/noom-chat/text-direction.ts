/** Scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;
/** A letter is found early, or there is none that matters. */
const LOOKED_AT = 200;

/**
 * Which way a text runs, by its first letter (Unicode TR 9, P2); `null` while it has none. For a field: `dir="auto"` makes Chromium
 * ask the whole text again for each line, which takes seconds where somebody pastes a book.
 */
export function directionOf(text: string): 'ltr' | 'rtl' | null {
  const [letter] = /\p{L}/u.exec(text.slice(0, LOOKED_AT)) ?? [];
  if (letter === undefined) return null;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
