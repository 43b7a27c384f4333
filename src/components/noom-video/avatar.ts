/** The first letters of a name's first and last words, as people write them: `Jun Lee` is `JL`, `이준` stays `이준`. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ''))
    .filter((word) => word !== '');
  const first = words[0] ?? '';
  // A Korean name is one word of two to four syllables, and its initial alone says little: the given name does.
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

/** Whether the letters are as wide as high, so that two of them need more room. */
export function isWide(letters: string): boolean {
  return /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letters);
}

/** Muted, equally dark, and apart from the green of speaking and the red of danger. */
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
 * What is read as one character, with the marks, skin tones and joined signs after it. `Intl.Segmenter` knows scripts that join
 * more, but takes 10 ms to make, and Firefox before 125 has none.
 */
const CHARACTER = /^.(?:[\p{M}\p{EMod}]|\u200d.)*/su;

/** So that an emoji or a combined letter stays whole. */
function firstCharacter(word: string): string {
  return CHARACTER.exec(word)?.[0] ?? '';
}
