import { expect } from '@open-wc/testing';
import { translate } from '../../src/components/internal/localization/index.js';
import { linkify } from '../../src/components/noom-chat/linkify.js';
import { directionOf } from '../../src/components/noom-chat/text-direction.js';
import { avatarColor, initials, isWide } from '../../src/components/noom-video/avatar.js';
import { faultOfGrowth, growthOf, repeated, type Probe } from '../harness/growth.js';

/** A message of 4,000 characters is to cost less than 2 ms; this is five times that, because machines differ. */
const MOST_MS = 10;

const LINKS: [unit: string, head?: string, tail?: string][] = [
  [')', 'https://a'],
  [')', 'https://a/'],
  ['(', 'https://a/'],
  ['()', 'https://a/'],
  ['.', 'https://a/'],
  ['?!', 'https://a/'],
  ['a.', 'https://'],
  ['가.', 'https://'],
  ['가', 'https://a.com'],
  ['.가', 'https://a.com'],
  ['에서', 'https://a.com/'],
  ['/에서는', 'https://a.com/'],
  ['가a', 'https://a.com/'],
  ['ㅋ', 'https://a.com/'],
  ['・', 'https://a.com/'],
  ['%EA', 'https://a.com/'],
  ['1', 'https://a:'],
  ['@', 'https://a'],
  ['a@', 'mailto:'],
  ['b.', 'mailto:a@'],
  ['https://a'],
  ['https://가.나 '],
  ['https://a.b/에서/'],
  ['https://www.a가.'],
  ['https://пример.рф/ '],
  ['www.'],
  ['www.a '],
  ['mailto:'],
  [' '],
  ['\u200d'],
  ['👩‍👩‍👧'],
];

const NAMES: Record<string, (name: string) => unknown> = {
  initials,
  avatarColor,
  isWide,
  directionOf,
  'a name in a sentence': (name) => translate('screenOf', { name }),
};

describe('what draws the texts of others', () => {
  for (const [unit, head, tail] of LINKS) {
    it(`finds links in ${head ?? ''}${unit.repeat(3)}… in time that grows as the text does`, () => {
      const probe: Probe = { work: linkify, text: repeated(unit, head, tail) };
      expect(faultOfGrowth(probe)).to.equal(null);
      expect(growthOf(probe).msPerText).to.be.below(MOST_MS);
    });
  }

  for (const [what, work] of Object.entries(NAMES)) {
    it(`makes ${what} in time that grows as the name does`, () => {
      for (const unit of ['a', ' ', ' a', '\u0301', 'a\u200d', '{', '{a}', '!', '가']) {
        expect(faultOfGrowth({ work, text: repeated(unit, 'a', '!') }), unit).to.equal(null);
      }
    });
  }

  it('would be found out if it grew otherwise', () => {
    const everyTriple = ({ length }: string): number => {
      let sum = 0;
      for (let one = 0; one < length; one += 80)
        for (let other = 0; other < length; other += 80)
          for (let third = 0; third < length; third += 80) sum ^= one + third;
      return sum;
    };
    expect(String(faultOfGrowth({ work: everyTriple, text: repeated(')') }))).to.contain('times as long');
  });
});
