import { expect } from '@open-wc/testing';
import { digestOf, digestOfAll } from '../../../src/core/files/digests.js';
import { toFileName, toFileType, toSafeType } from '../../../src/core/files/file-name.js';
import { parseFileMessage, parsePiece, toFileMessage, toPieceFrame } from '../../../src/core/files/file-wire.js';
import { countPieces, MAX_FILE_BYTES, PIECE_BYTES, rangeOf } from '../../../src/core/files/piece-plan.js';

const OFFER = { id: 'a', name: 'tea.txt', sizeBytes: 3, type: 'text/plain', at: 5 };

describe('the plan of a file’s pieces', () => {
  it('covers every byte once, also of an empty file and of one that ends with a whole piece', () => {
    expect([0, 1, PIECE_BYTES, PIECE_BYTES + 1].map(countPieces)).to.deep.equal([0, 1, 1, 2]);
    expect(rangeOf(1, PIECE_BYTES + 1)).to.deep.equal({ start: PIECE_BYTES, end: PIECE_BYTES + 1 });
  });
});

describe('the name of a file', () => {
  const NAMES: [string, string][] = [
    ['tea.txt', 'tea.txt'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\plan.pdf', 'plan.pdf'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['.bashrc', 'bashrc'],
    ['what? <b>.html', 'what_ _b_.html'],
    ['\u200b\u200b', 'file'],
    ['...', 'file'],
    ['', 'file'],
    ['차 한 잔.png', '차 한 잔.png'],
  ];
  for (const [written, shown] of NAMES) {
    it(`is ${JSON.stringify(shown)} where ${JSON.stringify(written)} is written`, () => {
      expect(toFileName(written)).to.equal(shown);
    });
  }

  it('is cut where it has 4 kB, and keeps its ending', () => {
    const name = toFileName(`${'x'.repeat(4090)}.png`);
    expect([[...name].length, name.endsWith('….png')]).to.deep.equal([80, true]);
  });
});

describe('the type of a file', () => {
  it('is that of plain bytes for what a browser could run, and where it is none', () => {
    const types = ['image/svg+xml', 'text/html', 'application/pdf', 'application/xhtml+xml', 'text/javascript'];
    expect(new Set(types.map(toSafeType))).to.deep.equal(new Set(['application/octet-stream']));
    expect(['image/png', 'audio/mpeg', 'text/plain'].map(toSafeType)).to.deep.equal([
      'image/png',
      'audio/mpeg',
      'text/plain',
    ]);
    expect(toFileType('text/html; charset=x')).to.equal('application/octet-stream');
  });
});

describe('messages about files', () => {
  it('are read as they were written, with the name cleaned', () => {
    expect(parseFileMessage(toFileMessage({ offer: { ...OFFER, name: 'a/b.txt' } }))).to.deep.equal({
      offer: { ...OFFER, name: 'b.txt' },
    });
    const past = [{ ...OFFER, from: 'ann', sender: 'Ann' }, { id: 1 }];
    expect(parseFileMessage(JSON.stringify({ past }))).to.deep.equal({ past: [past[0]] });
  });

  it('are none where they are too large, of another shape, or no text', () => {
    const bad = [
      { offer: { ...OFFER, sizeBytes: MAX_FILE_BYTES + 1 } },
      { offer: { ...OFFER, sizeBytes: -1 } },
      { offer: { ...OFFER, id: 'x'.repeat(65) } },
      { want: { id: 'a', piece: 1.5 } },
      { want: { id: 'a', piece: 1e9 } },
      { end: { id: 'a', digest: 'short' } },
      { stop: { id: 'a', reason: 'whim' } },
    ];
    for (const message of bad)
      expect(parseFileMessage(JSON.stringify(message)), JSON.stringify(message)).to.equal(null);
    for (const data of ['', '{', 'null', '[]x']) expect(parseFileMessage(data)).to.equal(null);
    expect(parseFileMessage(JSON.stringify({ ask: true, more: 'x'.repeat(70_000) }))).to.equal(null);
  });

  it('carry pieces with their digests, and drop what is cut or too long', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const piece = { id: 'a1', index: 70_000, digest: await digestOf(bytes), bytes };
    const frame = toPieceFrame(piece);
    expect(parsePiece(frame)).to.deep.equal(piece);
    for (let length = 0; length <= frame.length - bytes.length; length += 1) {
      expect(parsePiece(frame.slice(0, length))).to.equal(null);
    }
    expect(parsePiece(toPieceFrame({ ...piece, bytes: new Uint8Array(PIECE_BYTES + 1) }))).to.equal(null);
  });

  it('end with a digest over digests: that of nothing for an empty file', async () => {
    expect(await digestOfAll([])).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
