import { CallError } from '../base/errors.js';
import { digestOf, digestOfAll, isSameDigest } from './digests.js';
import type { Piece } from './file-wire.js';
import { countPieces, MAX_FILE_BYTES, PIECE_BYTES, rangeOf } from './piece-plan.js';

/** How many pieces are read together: about 1 MB, as each reading of a file goes through another process. */
const BLOCK_PIECES = 16;
const BLOCK_BYTES = BLOCK_PIECES * PIECE_BYTES;

/** Some pieces of a file, and the digest of each. */
interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digests: readonly Uint8Array[];
}

/** A local file that is read piece by piece, for each receiver by itself. Of it all only its digests are in memory. */
export class SourceFile {
  readonly blob: Blob;
  readonly #id: string;
  readonly #digests: Uint8Array[] = [];

  constructor(id: string, blob: Blob) {
    this.#id = id;
    this.blob = blob;
  }

  get pieces(): number {
    return countPieces(this.blob.size);
  }

  /**
   * Returns what reads one piece after the other. It reads a block, and the next one while that is used, and has both in
   * memory: a sender waits for no reading, and for no digest. It throws CallError `file-rejected` when the file has
   * vanished or changed.
   */
  createReader(): (index: number) => Promise<Piece> {
    const blocks = new Map<number, Promise<Block>>();
    const take = (number: number): Promise<Block> => {
      const block = blocks.get(number) ?? this.#readBlock(number);
      blocks.set(number, block);
      return block;
    };
    return async (index) => {
      const number = Math.floor(index / BLOCK_PIECES);
      for (const known of blocks.keys()) if (known < number || known > number + 1) blocks.delete(known);
      const reading = take(number);
      if ((number + 1) * BLOCK_PIECES < this.pieces) void take(number + 1);
      const block = await reading;
      const { start, end } = rangeOf(index, this.blob.size);
      const blockStart = number * BLOCK_BYTES;
      const bytes = block.bytes.subarray(start - blockStart, end - blockStart);
      const digest = block.digests[index % BLOCK_PIECES];
      const before = this.#digests[index];
      if (digest === undefined || bytes.length !== end - start) throw toUnreadable();
      if (before !== undefined && !isSameDigest(before, digest)) throw toUnreadable();
      this.#digests[index] = digest;
      return { id: this.#id, index, digest, bytes };
    };
  }

  /** The digest of the whole file. @throws as what `createReader` returns. */
  async digest(): Promise<string> {
    const read = this.createReader();
    // A receiver may have asked for the last pieces alone.
    for (let index = 0; index < this.pieces; index += 1) if (this.#digests[index] === undefined) await read(index);
    return digestOfAll(this.#digests);
  }

  #readBlock(number: number): Promise<Block> {
    const reading = readDigested(this.blob.slice(number * BLOCK_BYTES, (number + 1) * BLOCK_BYTES));
    // Told to who asks for its pieces, which may never be.
    reading.catch(() => undefined);
    return reading;
  }
}

async function readDigested(blob: Blob): Promise<Block> {
  const bytes = await readBytes(blob);
  const ranges = Array.from({ length: countPieces(bytes.length) }, (_, index) => rangeOf(index, bytes.length));
  return { bytes, digests: await Promise.all(ranges.map(({ start, end }) => digestOf(bytes.subarray(start, end)))) };
}

/**
 * Checks that a file can be sent. @throws CallError `file-rejected` when it is no file, too large, a folder, or cannot
 * be read.
 */
export async function checkFile(file: unknown): Promise<void> {
  if (!(file instanceof Blob)) {
    throw new CallError('file-rejected', { message: 'This is no file.', hint: 'Pass a File or a Blob.' });
  }
  if (file.size > MAX_FILE_BYTES) {
    const hint = `Choose a file of at most ${String(MAX_FILE_BYTES / 1024 / 1024)} MB.`;
    throw new CallError('file-rejected', { message: 'The file is too large.', hint });
  }
  // A folder that was dropped looks like a file, until it is read.
  await readBytes(file.slice(0, 1));
}

async function readBytes(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw toUnreadable(cause);
  }
}

function toUnreadable(cause?: unknown): CallError {
  return new CallError('file-rejected', {
    message: 'The file cannot be read.',
    hint: 'It may be a folder, or was moved or changed: choose it again.',
    cause,
  });
}
