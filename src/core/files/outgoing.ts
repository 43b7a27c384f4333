import { toCallError, type CallError } from '../base/errors.js';
import type { Piece } from './file-wire.js';
import { WINDOW_PIECES } from './piece-plan.js';
import type { SourceFile } from './source-file.js';

/** What an `Outgoing` sends by. */
export interface OutgoingHandlers {
  /** Resolves when it was handed to the network. @throws as `DataPath.send`. */
  sendPiece: (piece: Piece, signal: AbortSignal) => Promise<unknown>;
  sendEnd: (digest: string, signal: AbortSignal) => Promise<unknown>;
  /** The file cannot be read any more. */
  handleUnreadable: (error: CallError) => void;
}

/**
 * The bytes of a file on their way to one receiver: from the piece that was asked for last, at most a window ahead of
 * what the receiver has kept.
 */
export class Outgoing {
  readonly #source: SourceFile;
  readonly #handlers: OutgoingHandlers;
  #running = new AbortController();
  #kept = 0;
  #wake: () => void = () => undefined;

  constructor(source: SourceFile, handlers: OutgoingHandlers) {
    this.#source = source;
    this.#handlers = handlers;
  }

  /** How many pieces the receiver has. */
  get kept(): number {
    return this.#kept;
  }

  /** The receiver wants the file from a piece on: what was under way before is given up. */
  handleWant(piece: number): void {
    this.stop();
    if (piece > this.#source.pieces) return;
    this.#kept = piece;
    this.#running = new AbortController();
    void this.#run(piece, this.#running.signal);
  }

  handleKept(pieces: number): void {
    if (pieces <= this.#kept || pieces > this.#source.pieces) return;
    this.#kept = pieces;
    this.#wake();
  }

  /** Sends nothing more until the receiver asks again. May be called twice. */
  stop(): void {
    this.#running.abort();
    this.#wake();
  }

  async #run(first: number, signal: AbortSignal): Promise<void> {
    const read = this.#source.createReader();
    try {
      for (let index = first; index < this.#source.pieces; index += 1) {
        while (index - this.#kept >= WINDOW_PIECES && !signal.aborted) await this.#whenKept();
        if (signal.aborted) return;
        const piece = await this.#read(() => read(index));
        if (piece === null) return;
        await this.#handlers.sendPiece(piece, signal);
      }
      const digest = await this.#read(() => this.#source.digest());
      if (digest !== null) await this.#handlers.sendEnd(digest, signal);
    } catch {
      // Stopped, or the receiver is gone: a receiver who comes back asks again.
    }
  }

  async #read<Result>(read: () => Promise<Result>): Promise<Result | null> {
    try {
      return await read();
    } catch (error) {
      this.#handlers.handleUnreadable(toCallError(error));
      return null;
    }
  }

  #whenKept(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
