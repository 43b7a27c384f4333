import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_EMOJI_LENGTH, readEmoji } from '../../../src/protocol/emoji.js';

const EMOJI: readonly [what: string, ...texts: string[]][] = [
  ['a picture', '👏', '🎉', '😂', '🫠'],
  ['a pictograph with its variation selector', '\u2764\ufe0f', '\u2600\ufe0f', '\u00a9\ufe0f'],
  ['a pictograph without it', '\u2764', '\u2600', '\u261d'],
  ['a skin tone on a hand', '👏🏽', '☝🏿'],
  ['a skin tone behind a variation selector', '\u261d\ufe0f🏿'],
  ['a skin tone alone', '🏽'],
  ['a flag', '🇰🇷', '🇪🇺', '🏳️', '🏳️‍🌈', '🏴‍☠️'],
  ['a flag of tags', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['a keycap', '1\ufe0f\u20e3', '#\ufe0f\u20e3', '*\u20e3'],
  ['a family', '👨‍👩‍👧‍👦', '👩🏽‍❤️‍💋‍👨🏻', '👩🏽‍❤‍💋‍👨🏻'],
  ['a person with an object', '👩🏾‍💻', '🧑‍🚀', '❤️‍🔥'],
  ['an emoji of a later version of Unicode', '\u{1faff}'],
  ['any pictographs that are joined', '👏\u200d🍕\u200d🚗'],
  ['the longest', `👏${'\u200d👏'.repeat(10)}`],
];

const OTHERS: readonly [what: string, ...texts: unknown[]][] = [
  ['nothing', ''],
  ['text', 'x', '한', 'ok', '<b>'],
  ['a digit', '1', '#', '*', '1\ufe0f', '12\ufe0f\u20e3'],
  ['two emoji', '👏👏', '👏🎉', '🇰🇷🇰🇷', '👏1\ufe0f\u20e3'],
  ['an emoji and text', '👏x', 'x👏', '👏 ', ' 👏', '👏\n', '\n👏'],
  ['half a flag', '🇰', '🇰👏'],
  ['an emoji with a bidirectional control', '\u202e👏', '👏\u200f', '\u2067👏\u2069'],
  ['an emoji that is to be shown as text', '\u2764\ufe0e'],
  ['a joiner with nothing on one side', '\u200d', '👏\u200d', '\u200d👏', '👏\u200d\u200d🍕'],
  ['a selector alone, or twice', '\ufe0f', '👏\ufe0f\ufe0f', '👏🏽🏽'],
  ['tags without their end', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}'],
  ['half a character', '\ud83d', '👏\ud83d'],
  ['a combining mark', '👏\u0301', '👏\u20e3'],
  ['one unit too long', `👏${'\u200d👏'.repeat(10)}\ufe0f`],
  ['no text', null, undefined, 5, ['👏']],
];

for (const [what, ...texts] of EMOJI) {
  test(`${what} is one emoji`, () => {
    for (const text of texts) assert.equal(readEmoji(text), text);
  });
}

for (const [what, ...texts] of OTHERS) {
  test(`${what} is not one emoji`, () => {
    for (const text of texts) assert.equal(readEmoji(text), null, JSON.stringify(text));
  });
}

test('the bound is that of the longest and the one too long', () => {
  const longest = EMOJI.at(-1)?.[1] ?? '';
  assert.equal(longest.length, MAX_EMOJI_LENGTH);
});
