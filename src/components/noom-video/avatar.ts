/** The initials of a name: of its first and last words. `Jun Lee` is `JL`, `이준` stays `이준`. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ''))
    .filter((word) => word !== '');
  const first = words[0] ?? '';
  // A Korean name is one word of two to four syllables; its given name identifies better than one syllable.
  if (words.length === 1 && /^\p{Script=Hangul}{2,4}$/u.test(first)) return first.slice(-2);
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return `${firstCharacter(first)}${firstCharacter(last)}`.toLocaleUpperCase();
}

/**
 * A background for a name's avatar, always the same for the same name. White text on any of these has a contrast of at
 * least 4.5 (WCAG 2.2, 1.4.3).
 */
export function avatarColor(name: string): string {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return AVATAR_COLORS[hash % AVATAR_COLORS.length] ?? '';
}

/** Whether the letters are full-width, so that two of them need more room. */
export function isWide(letters: string): boolean {
  return /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letters);
}

/** Muted, equally dark, and distinct from the green of speaking and the red of danger. */
export const AVATAR_COLORS: readonly string[] = [
  '#b5502f',
  '#9a5b13',
  '#6d6a1b',
  '#2f7552',
  '#1f7181',
  '#3a68b0',
  '#5b5bc4',
  '#8350b5',
  '#a6478f',
  '#ab4a63',
];

/**
 * One user-perceived character, with its marks, skin tones and joined signs. `Intl.Segmenter` supports more scripts,
 * but takes 10 ms to construct, and Firefox before 125 has none.
 */
const CHARACTER = /^.(?:[\p{M}\p{EMod}]|\u200d.)*/su;

/** The first character of a word, with an emoji or a combined letter kept whole. */
function firstCharacter(word: string): string {
  return CHARACTER.exec(word)?.[0] ?? '';
}
