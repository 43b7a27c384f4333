import { expect } from '@open-wc/testing';
import { matchesName } from '../../../src/components/noom-participants/match-name.js';

/** What is searched for, and in which names it is found. */
const FOUND: readonly (readonly [query: string, name: string])[] = [
  ['', 'Ann'],
  ['  ', 'Ann'],
  ['NN', 'Ann'],
  ['lee', 'Ann Lee'],
  ['annl', 'Ann Lee'],
  ['ann lee', 'AnnLee'],
  ['jose', 'José Núñez'],
  ['NUÑEZ', 'Jose Nunez'],
  ['muller', 'Müller'],
  ['ann', 'Ａｎｎ'],
  ['김', '김민지'],
  ['민지', '김 민지'],
  // As a syllable is typed: 기, 김, then 김미, which is 김ㅁ before.
  ['ㄱ', '김민지'],
  ['기', '김민지'],
  ['김ㅁ', '김민지'],
  ['김미', '김민지'],
  // A consonant belongs to the syllable before until a vowel follows.
  ['갅', '간지'],
  ['간', '가나'],
  ['값', '갑수'],
  ['고', '과장'],
  ['구', '권은비'],
  // First consonants alone.
  ['ㄱㅁㅈ', '김민지'],
  ['ㅁㅈ', '김 민지'],
  ['ㄳ', '김소라'],
  ['ㄱㅁㅈ', '김민지 (Minji)'],
];

const NOT_FOUND: typeof FOUND = [
  ['x', 'Ann'],
  ['ben', 'Ann'],
  ['길', '김민지'],
  ['ㅁㄱ', '김민지'],
  ['ㅏㅏ', '김민지'],
  ['하나', '한아'],
];

describe('matchesName', () => {
  for (const [query, name] of FOUND) {
    it(`finds “${name}” by “${query}”, also decomposed`, () => {
      for (const form of ['NFC', 'NFD'] as const) {
        expect(matchesName(name.normalize(form), query)).to.equal(true);
        expect(matchesName(name, query.normalize(form))).to.equal(true);
      }
    });
  }

  for (const [query, name] of NOT_FOUND) {
    it(`does not find “${name}” by “${query}”`, () => {
      expect(matchesName(name, query)).to.equal(false);
    });
  }
});
