import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translate } from '../../../src/components/internal/localization/index.js';
import { linkify } from '../../../src/components/noom-chat/links/linkify.js';
import { directionOf } from '../../../src/components/noom-chat/text-direction.js';
import { nameInFile } from '../../../src/components/internal/save/save-file.js';
import { matchesName } from '../../../src/components/noom-participants/match-name.js';
import { avatarColor, initials, isWide } from '../../../src/components/noom-video/avatar.js';
import { faultOfGrowth, onEach, repeated, type Probe } from '../../harness/growth.js';

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
  nameInFile,
  'a search for a name': (name) => matchesName(name, 'x'),
  'a search by first consonants': (name) => matchesName(name, 'ㄱㄴ'),
  'a name in a sentence': (name) => translate('screenOf', { name }),
};

for (const [unit, head, tail] of LINKS) {
  test(`finds links in ${head ?? ''}${unit.repeat(3)}… in time linear in the text`, () => {
    const probe: Probe = { work: linkify, text: repeated(unit, head, tail) };
    assert.equal(faultOfGrowth(probe, MOST_MS), null);
  });
}

for (const [what, work] of Object.entries(NAMES)) {
  test(`makes ${what} in time linear in the name`, () => {
    const units = ['a', ' ', ' a', '\u0301', 'a\u200d', '{', '{a}', '!', '가', '값'];
    assert.equal(faultOfGrowth(onEach(work, units, '!')), null);
  });
}

test('a function with a faster growth is found', () => {
  const everyTriple = ({ length }: string): number => {
    let sum = 0;
    for (let one = 0; one < length; one += 80)
      for (let other = 0; other < length; other += 80)
        for (let third = 0; third < length; third += 80) sum ^= one + third;
    return sum;
  };
  assert.match(String(faultOfGrowth({ work: everyTriple, text: repeated(')') })), /times as long/);
});
