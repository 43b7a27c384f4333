import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { parseName, parseRequest } from '../../../src/protocol/protocol.js';
import { countCharacters, hasVisible, readVisibleLine, toVisibleText } from '../../../src/protocol/visible-text.js';
import { readMessage } from '../../../src/protocol/messages.js';
import { IS_LONG } from '../../harness/long-run.js';

const spell = (text: string): string => [...text].map((character) => character.codePointAt(0)?.toString(16)).join(' ');

/** What is invisible, or changes the direction, by its name. */
const HIDDEN: Record<string, string> = {
  'zero-width space': '\u200b',
  'zero-width joiner': '\u200d',
  'zero-width non-joiner': '\u200c',
  'word joiner': '\u2060',
  'invisible separator': '\u2063',
  'byte order mark': '\ufeff',
  'soft hyphen': '\u00ad',
  'combining grapheme joiner': '\u034f',
  'Hangul filler': '\u3164',
  'Hangul choseong filler': '\u115f',
  'Hangul jungseong filler': '\u1160',
  'halfwidth Hangul filler': '\uffa0',
  'Khmer inherent vowel': '\u17b4',
  'Mongolian vowel separator': '\u180e',
  'Mongolian variation selector': '\u180b',
  'variation selector 1': '\ufe00',
  'variation selector 16': '\ufe0f',
  'variation selector 17': '\u{e0100}',
  'tag letter': '\u{e0041}',
  'tag end': '\u{e007f}',
  'language tag': '\u{e0001}',
  'musical control': '\u{1d173}',
  'null notehead': '\u{1d159}',
  'shorthand control': '\u{1bca0}',
  'interlinear anchor': '\ufff9',
  'object replacement': '\ufffc',
  noncharacter: '\ufdd0',
  'left-to-right mark': '\u200e',
  'right-to-left mark': '\u200f',
  'Arabic letter mark': '\u061c',
  'right-to-left override': '\u202e',
  'left-to-right embedding': '\u202a',
  'first strong isolate': '\u2068',
  'pop directional isolate': '\u2069',
  'half of a pair, first': '\ud83d',
  'half of a pair, second': '\ude00',
};

/** Invisible characters without which these would be other words or other pictures. */
const NEEDED = [
  ...['👩‍👩‍👧', '👩🏽‍🚀', '❤️‍🔥', '🏳️‍🌈', '🏴‍☠️', '👁️‍🗨️', '👨🏻‍❤️‍💋‍👨🏿', '🙂‍↔️', '1️⃣', '©️', '☺︎', '🇰🇷'],
  ...['\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '葛\u{e0100}城', '神\ufe00'],
  // Persian, with a vowel sign too; Sinhala, Bengali, Hindi, Malayalam; Mongolian.
  ...['می\u200cخواهم', 'كَ\u200cت', 'ه\u200d.', 'ශ්\u200dරී', 'র\u200d্য', 'क्\u200cष', 'क्\u200dष', 'ന്\u200d'],
  'ᠠ\u180eᠠ',
];

describe('text of others, as it is shown', () => {
  for (const [what, character] of Object.entries(HIDDEN)) {
    it(`has no ${what} before, in and after a word`, () => {
      for (const text of [`${character}Ann`, `A${character}nn`, `Ann${character}`, `${character}Ann${character}`]) {
        expect(toVisibleText(text), spell(text)).to.equal('Ann');
        expect(parseName('name', text), spell(text)).to.equal('Ann');
        expect(parseName('room', text), spell(text)).to.equal('Ann');
        expect(readMessage(text), spell(text)).to.equal('Ann');
        expect(parseRequest('chat:send', { id: '1', text })?.text, spell(text)).to.equal('Ann');
      }
    });

    it(`is empty when it is ${what} alone`, () => {
      for (const text of [character, character.repeat(9), ` ${character} `]) {
        expect(hasVisible(toVisibleText(text)), spell(text)).to.equal(false);
        expect(parseName('name', text), spell(text)).to.equal(null);
        expect(readMessage(text), spell(text)).to.equal(null);
        expect(parseRequest('chat:send', { id: '1', text }), spell(text)).to.equal(null);
      }
    });
  }

  for (const text of NEEDED) {
    it(`keeps ${text} (${spell(text)}) as it is written`, () => {
      expect(spell(toVisibleText(text))).to.equal(spell(text));
      expect(spell(readMessage(`a ${text} b`) ?? '')).to.equal(spell(`a ${text} b`));
      expect(parseName('name', text)).to.equal(text.normalize('NFC'));
    });
  }

  it('is empty when it has nothing but spaces, marks and blanks', () => {
    for (const text of [
      '\u2800',
      '\u2800\u2800',
      '\u0301',
      '\u0301\u0302',
      '\u00a0\u3000',
      '\u2028',
      '\u0600',
      '\0\b',
    ]) {
      expect(parseName('name', text), spell(text)).to.equal(null);
      expect(readMessage(text), spell(text)).to.equal(null);
    }
  });

  it('has no control characters in a message but tabs and line breaks', () => {
    expect(readMessage('a\tb\r\nc\n\u0000\u0008\u001b[2J\u0085d')).to.equal('a\tb\r\nc\n[2Jd');
  });

  it('is one line when it is a name', () => {
    for (const text of ['a\u2028b', 'a\u2029b', 'a\nb']) expect(readVisibleLine(text, 64), spell(text)).to.equal(null);
  });

  it('keeps every letter, digit and sign of every script', () => {
    const visible = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/[\p{C}\p{Default_Ignorable_Code_Point}\ufffc\u{1d159}]/u.test(text));
    fc.assert(fc.property(visible, (text) => toVisibleText(text) === text));
  });

  it('is the same when it is read again, whatever it was', () => {
    const odd = fc.constantFrom(...Object.values(HIDDEN), ...NEEDED.join(''), 'a', ' ', '\u0301');
    const anything = fc.oneof(odd, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
    const texts = fc.array(anything, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const shown = toVisibleText(text);
        expect(spell(toVisibleText(shown))).to.equal(spell(shown));
        expect(/[\p{Bidi_Control}\p{Cs}\u200b\u3164]/u.test(shown)).to.equal(false);
        const name = readVisibleLine(text, 64);
        if (name !== null) expect(spell(readVisibleLine(name, 64) ?? '')).to.equal(spell(name));
      }),
      { numRuns: IS_LONG ? 50_000 : 2000 },
    );
  });

  it('is counted by code points', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => countCharacters(text) === [...text].length));
    expect(countCharacters('\ud800\ud800\udc00\udc00')).to.equal(3);
  });
});
