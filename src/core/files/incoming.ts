import { digestOf, digestOfAll, isSameDigest } from './digests.js';
import type { FileSink } from './file-store.js';
import type { Piece } from './file-wire.js';
import { countPieces, PIECES_A_REPORT, rangeOf, WINDOW_PIECES } from './piece-plan.js';

/** What an `Incoming` tells. */
export interface IncomingHandlers {
  /** So many pieces are kept; said once in a while, and after the last one. */
  report: (pieces: number) => void;
  /** The whole file is here, and its digests are right. */
  handleWhole: (blob: Blob) => void;
  /** What came is not what was offered, or there is no room for it. */
  handleFailure: (failure: 'damaged' | 'no-room', cause?: unknown) => void;
}

/** The bytes of a file that come in: verified and written one after the other, at most a window of them waiting. */
export class Incoming {
  readonly #facts: { readonly sizeBytes: number; readonly type: string };
  readonly #sink: FileSink;
  readonly #handlers: IncomingHandlers;
  readonly #digests: Uint8Array[] = [];
  readonly #queue: (Piece | string)[] = [];
  #isWriting = false;
  readonly #closed = new AbortController();

  constructor(
    facts: { readonly sizeBytes: number; readonly type: string },
    sink: FileSink,
    handlers: IncomingHandlers,
  ) {
    this.#facts = facts;
    this.#sink = sink;
    this.#handlers = handlers;
  }

  /** How many pieces are kept: the index of the next one. */
  get kept(): number {
    return this.#digests.length;
  }

  /** How many bytes are kept. */
  get bytes(): number {
    return this.kept === 0 ? 0 : rangeOf(this.kept - 1, this.#facts.sizeBytes).end;
  }

  /** From which piece on it is to be sent, if it is asked for again. */
  get next(): number {
    return this.kept + this.#queue.filter((item) => typeof item !== 'string').length;
  }

  /**
   * Returns whether it was taken: a piece that is not the next one is dropped. It came before, or one before it was
   * lost with a connection.
   */
  handlePiece(piece: Piece): boolean {
    if (this.#isOver() || piece.index !== this.next || this.#queue.length >= WINDOW_PIECES) return false;
    if (piece.index >= countPieces(this.#facts.sizeBytes)) {
      this.#fail('damaged');
      return false;
    }
    this.#take(piece);
    return true;
  }

  /** All pieces were sent; `digest` is that of the whole file. Returns whether it was taken: it ends all pieces, once. */
  handleEnd(digest: string): boolean {
    if (this.#isOver() || this.next !== countPieces(this.#facts.sizeBytes)) return false;
    if (typeof this.#queue.at(-1) === 'string') return false;
    this.#take(digest);
    return true;
  }

  /** Takes nothing more and keeps nothing. May be called twice. */
  close(): void {
    if (this.#isOver()) return;
    this.#closed.abort();
    this.#queue.length = 0;
    this.#sink.discard();
  }

  #take(item: Piece | string): void {
    this.#queue.push(item);
    if (!this.#isWriting) void this.#writeAll();
  }

  #isOver(): boolean {
    return this.#closed.signal.aborted;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    try {
      for (let item = this.#queue[0]; item !== undefined; item = this.#queue[0]) {
        if (typeof item === 'string') {
          await this.#finish(item);
          return;
        }
        await this.#write(item);
      }
    } catch (cause) {
      this.#fail('no-room', cause);
    } finally {
      this.#isWriting = false;
    }
  }

  async #write({ index, digest, bytes }: Piece): Promise<void> {
    const { start, end } = rangeOf(index, this.#facts.sizeBytes);
    const isRight = bytes.length === end - start && isSameDigest(await digestOf(bytes), digest);
    if (this.#isOver()) return;
    if (!isRight) {
      this.#fail('damaged');
      return;
    }
    await this.#sink.write(bytes);
    if (this.#isOver()) return;
    this.#queue.shift();
    this.#digests.push(digest);
    if (this.kept % PIECES_A_REPORT === 0 || end === this.#facts.sizeBytes) this.#handlers.report(this.kept);
  }

  async #finish(digest: string): Promise<void> {
    const isRight = (await digestOfAll(this.#digests)) === digest;
    if (this.#isOver()) return;
    if (!isRight) {
      this.#fail('damaged');
      return;
    }
    const blob = await this.#sink.finish(this.#facts.type);
    if (this.#isOver()) return;
    // Nothing more is taken, and what is kept is the blob's now.
    this.#closed.abort();
    this.#handlers.handleWhole(blob);
  }

  #fail(failure: 'damaged' | 'no-room', cause?: unknown): void {
    if (this.#isOver()) return;
    this.close();
    this.#handlers.handleFailure(failure, cause);
  }
}
