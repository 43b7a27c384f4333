/**
 * Rules for addresses in scripts that are written without spaces, or with particles after the word: where the address
 * ends and the sentence goes on.
 */

/** Letters of those scripts, for a character class of a pattern with the flag `u`. */
export const UNSPACED = ['Han', 'Hangul', 'Hiragana', 'Katakana', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('')
  .concat('ー');

const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');

/** Whether a text begins with such a letter. */
export function isUnspaced(text: string): boolean {
  return IS_UNSPACED.test(text);
}

/** What can follow a Korean noun without a space: particles (조사), sometimes two, and forms of 이다. */
const KOREAN_PARTICLE = new RegExp(
  `^(?:${[
    '(?:에서|에게서?|한테서?|께서?|까지|부터|마저|조차|처럼|같이|보다|마다|밖에|대로|만큼|하고|이?랑|으?로(?:부터|서|써)?|에|만|뿐|와|과)' +
      '(?:까지|부터|만)?(?:는|은|도|의|요|이|을|를|입니다|이에요)?',
    '은|는|이|가|을|를|의|도|나|이나|등|등을|등에서|라도|이라도|든지|이든지',
    '입니다만?|이에요|예요|에요|이다|임|인데요?|이고|고|이?라고?|이?라는|이?란|인|이?네요?|이?죠|이?지요?|이?야|이?래요?|이?라서|이?니까|이?며',
  ].join('|')})$`,
  'u',
);

/** Whether a run of Hangul is only a particle. */
export function isKoreanParticle(run: string): boolean {
  return KOREAN_PARTICLE.test(run);
}

/** A Japanese particle at the beginning, followed by the next word or the end. No word begins with を. */
const JAPANESE_PARTICLE =
  /^(?:を|(?:は|が|に|で|へ|も|の|と|から|まで|より|です|など)(?=$|[\p{Script=Han}\p{Script=Katakana}]))/u;

/** Particles of one syllable that are not words, too. */
const SHORT_PARTICLE = /^[을를는에의]$/u;

/** Whether a text begins with a Korean or Japanese particle that is unlikely to be anything else. */
export function beginsWithParticle(text: string): boolean {
  const hangul = /^\p{Script=Hangul}+/u.exec(text)?.[0];
  if (hangul === undefined) return JAPANESE_PARTICLE.test(text);
  return isKoreanParticle(hangul) && (hangul.length > 1 || SHORT_PARTICLE.test(hangul));
}
