import { expect } from '@open-wc/testing';
import { PIECE_BYTES } from '../../../src/core/files/piece-plan.js';
import { SourceFile } from '../../../src/core/files/source-file.js';
import { codeOf } from '../../fakes/code-of.js';

const PIECES = 40;

const toBytes = (piece: number): number => piece * PIECE_BYTES;

interface Source {
  readonly source: SourceFile;
  /** What was read of it: the first piece of each reading, and how many. */
  readonly readings: (readonly [number, number])[];
  change(piece: number): void;
  /** From that piece on it cannot be read any more. */
  vanish(piece: number): void;
}

/** A file whose pieces begin with their index. */
function createSource(): Source {
  const bytes = new Uint8Array(toBytes(PIECES));
  for (let piece = 0; piece < PIECES; piece += 1) bytes[toBytes(piece)] = piece;
  const readings: (readonly [number, number])[] = [];
  const blob = new Blob([bytes]);
  let end = Infinity;
  blob.slice = (from = 0, to = bytes.length) => {
    const part = new Blob([bytes.slice(from, to)]);
    readings.push([from / PIECE_BYTES, part.size / PIECE_BYTES]);
    if (from >= end) part.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    return part;
  };
  return {
    source: new SourceFile('tea', blob),
    readings,
    change: (piece) => {
      bytes[toBytes(piece)] = 255;
    },
    vanish: (piece) => {
      end = toBytes(piece);
    },
  };
}

describe('a file that is sent', () => {
  it('is read block by block, once for each receiver, also when they are far from each other', async () => {
    const { source, readings } = createSource();
    const [first, second] = [source.createReader(), source.createReader()];
    const seen: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      for (const piece of [await first(index), await second(index + 32)]) seen.push(piece.bytes[0] ?? -1);
    }
    expect(seen).to.deep.equal([0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39]);
    // The first receiver's next block is ahead; the second receiver's block is the last one.
    expect(readings).to.deep.equal([
      [0, 16],
      [16, 16],
      [32, 8],
    ]);
  });

  it('is read one block ahead, and no further', async () => {
    const { source, readings } = createSource();
    const read = source.createReader();
    for (let index = 0; index < 16; index += 1) await read(index);
    expect(readings.map(([piece]) => piece)).to.deep.equal([0, 16]);
    await read(16);
    expect(readings.map(([piece]) => piece)).to.deep.equal([0, 16, 32]);
  });

  it('is read from any piece on, and again from one before', async () => {
    const { source, readings } = createSource();
    const read = source.createReader();
    expect((await read(21)).bytes[0]).to.equal(21);
    expect((await read(2)).bytes[0]).to.equal(2);
    expect(readings.map(([piece]) => piece)).to.deep.equal([16, 32, 0]);
  });

  it('cannot be read from where it vanished, and no reading ahead fails before', async () => {
    const { source, vanish } = createSource();
    const read = source.createReader();
    vanish(16);
    for (let index = 0; index < 16; index += 1) await read(index);
    expect(await codeOf(read(16))).to.equal('file-rejected');
  });

  it('cannot be read on when it has changed since it was read for another', async () => {
    const { source, change } = createSource();
    const digest = await source.digest();
    change(20);
    const read = source.createReader();
    expect((await read(19)).bytes[0]).to.equal(19);
    expect(await codeOf(read(20))).to.equal('file-rejected');
    expect(digest).to.have.lengthOf(64);
  });
});
