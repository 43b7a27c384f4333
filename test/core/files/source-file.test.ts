import { expect } from '@open-wc/testing';
import { PIECE_BYTES } from '../../../src/core/files/piece-plan.js';
import { SourceFile } from '../../../src/core/files/source-file.js';
import { codeOf } from '../../fakes/code-of.js';

const PIECES = 40;

/** A file whose pieces begin with their index; `readings` has what was read of it, in bytes. */
function createSource(): { source: SourceFile; readings: number[]; change: (piece: number) => void } {
  const bytes = new Uint8Array(PIECES * PIECE_BYTES);
  for (let piece = 0; piece < PIECES; piece += 1) bytes[piece * PIECE_BYTES] = piece;
  const readings: number[] = [];
  const blob = new Blob([bytes]);
  blob.slice = (start, end) => {
    const part = new Blob([bytes.slice(start, end)]);
    readings.push(part.size);
    return part;
  };
  return {
    source: new SourceFile('tea', blob),
    readings,
    change: (piece) => {
      bytes[piece * PIECE_BYTES] = 255;
    },
  };
}

describe('a file that is sent', () => {
  it('is read by the megabyte, once for each receiver, also when they are far from each other', async () => {
    const { source, readings } = createSource();
    const [first, second] = [source.createReader(), source.createReader()];
    const seen: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      for (const piece of [await first(index), await second(index + 32)]) seen.push(piece.bytes[0] ?? -1);
    }
    expect(seen).to.deep.equal([0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39]);
    expect(readings).to.deep.equal([16 * PIECE_BYTES, 8 * PIECE_BYTES]);
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
