/**
 * Whether a name is searched for by `query`, a part of it: in any case and width, with or without accents and spaces.
 * Hangul is found by what is typed of a syllable so far (기 finds 김), and by first consonants alone (ㄱㅁㅈ finds 김민지).
 */
export function matchesName(name: string, query: string): boolean {
  const wanted = lettersOf(query);
  if (wanted === '' || lettersOf(name).includes(wanted)) return true;
  return FIRST_CONSONANTS.test(wanted) && firstConsonantsOf(name).includes(wanted);
}

/** The letters as they are typed: a syllable of Hangul as its consonants and vowels, also where two are one character. */
function lettersOf(text: string): string {
  return plain(text).replace(COMPOUND, (letter) => {
    const code = letter.charCodeAt(0);
    const typed = code < FIRST_FINAL ? VOWELS[letter] : FINALS[code - FIRST_FINAL];
    return typed?.normalize('NFKD') ?? letter;
  });
}

/** Of each syllable; other letters stay. */
function firstConsonantsOf(name: string): string {
  return plain(name).replace(/[\u1160-\u11ff]/g, '');
}

/** Decomposed (Unicode's NFKD), without accents and spaces. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\s]/g, '')
    .toLocaleLowerCase();
}

const FIRST_CONSONANTS = /^[\u1100-\u1112]+$/;

/** Of what Unicode decomposes a syllable into: vowels that are typed as two, and the consonants at its end. */
const COMPOUND = /[\u116a-\u116c\u116f-\u1171\u1174\u11a8-\u11c2]/g;
const FIRST_FINAL = 0x11a8;
/** In Unicode's order, as typed. */
const FINALS =
  'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ');
const VOWELS: Readonly<Record<string, string>> = {
  '\u116a': 'ㅗㅏ',
  '\u116b': 'ㅗㅐ',
  '\u116c': 'ㅗㅣ',
  '\u116f': 'ㅜㅓ',
  '\u1170': 'ㅜㅔ',
  '\u1171': 'ㅜㅣ',
  '\u1174': 'ㅡㅣ',
};
