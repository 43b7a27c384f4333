import { CallError } from '../base/errors.js';
import { digestOf, digestOfAll, isSameDigest } from './digests.js';
import type { Piece } from './file-wire.js';
import { countPieces, MAX_FILE_BYTES, PIECE_BYTES, rangeOf } from './piece-plan.js';

/** A multiple of a piece: about 1 MB. */
const BLOCK_BYTES = 16 * PIECE_BYTES;

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
   * Returns what reads one piece after the other. It reads ahead, as each reading of a file goes through another
   * process, and has a block in memory for as long as it is used. It throws CallError `file-rejected` when the file has
   * vanished or changed.
   */
  createReader(): (index: number) => Promise<Piece> {
    let block: { readonly index: number; readonly bytes: Uint8Array<ArrayBuffer> } | null = null;
    return async (index) => {
      const { start, end } = rangeOf(index, this.blob.size);
      const blockIndex = Math.floor(start / BLOCK_BYTES);
      const blockStart = blockIndex * BLOCK_BYTES;
      if (block?.index !== blockIndex) {
        block = { index: blockIndex, bytes: await readBytes(this.blob.slice(blockStart, blockStart + BLOCK_BYTES)) };
      }
      const bytes = block.bytes.subarray(start - blockStart, end - blockStart);
      const digest = await digestOf(bytes);
      const before = this.#digests[index];
      if (bytes.length !== end - start || (before !== undefined && !isSameDigest(before, digest))) throw toUnreadable();
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
