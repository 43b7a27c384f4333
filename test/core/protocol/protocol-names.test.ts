import { expect } from '@open-wc/testing';
import { parseName } from '../../../src/protocol/protocol.js';

const read = (text: string): (string | null)[] => [parseName('room', text), parseName('name', text)];
const refused = [null, null];

describe('the name of a room or a participant', () => {
  for (const [what, letter] of [
    ['Latin letters', 'a'],
    ['Korean syllables', '가'],
    ['emoji outside the basic plane', '🍵'],
  ] as const) {
    it(`has up to 64 ${what}`, () => {
      expect(read(letter)).to.deep.equal([letter, letter]);
      expect(read(letter.repeat(64))).to.deep.equal([letter.repeat(64), letter.repeat(64)]);
      expect(read(letter.repeat(65))).to.deep.equal(refused);
    });
  }

  it('is the same however a keyboard composes it, and is counted composed', () => {
    expect(read('한'.normalize('NFD'))).to.deep.equal(['한', '한']);
    expect(read('한'.repeat(64).normalize('NFD'))).to.deep.equal(['한'.repeat(64), '한'.repeat(64)]);
    expect(read('é'.normalize('NFD'))).to.deep.equal(['é', 'é']);
  });

  it('does not count the space around it', () => {
    expect(read('  Tea \u3000 room\t\n')).to.deep.equal(['Tea \u3000 room', 'Tea \u3000 room']);
    expect(read(` ${'a'.repeat(64)} `)).to.deep.equal(['a'.repeat(64), 'a'.repeat(64)]);
  });

  it('is neither empty nor white space only', () => {
    for (const text of ['', ' ', '\t\n', '\u00a0\u3000']) expect(read(text)).to.deep.equal(refused);
  });

  it('has no control characters and is one line', () => {
    for (const control of ['\0', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085']) {
      expect(read(`tea${control}room`), JSON.stringify(control)).to.deep.equal(refused);
    }
  });

  it('is refused unread when it is a megabyte', () => {
    expect(read('x'.repeat(1024 * 1024))).to.deep.equal(refused);
    expect(read(' '.repeat(1024 * 1024) + 'tea')).to.deep.equal(refused);
  });

  it('keeps any name, markup and prototypes included', () => {
    for (const text of ['<b>Ann</b>', '__proto__', 'constructor', '이준 👩‍👩‍👧', 'العربية', "O'Brien"]) {
      expect(read(text)).to.deep.equal([text, text]);
    }
  });

  it('is text', () => {
    for (const value of [null, undefined, 7, {}, ['tea']]) expect(read(value as string)).to.deep.equal(refused);
  });
});
