import { CallError } from '../base/errors.js';
import { MAX_MEMORY_FILE_BYTES } from './piece-plan.js';

/** Where the bytes of one file go, in their order. */
export interface FileSink {
  /** @throws what the disk refuses it with. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The whole file, of that type. */
  finish(type: string): Promise<Blob>;
  /** Keeps nothing. May be called twice, and after `finish`. */
  discard(): void;
}

/** Where received files are kept. */
export interface FileStore {
  /** @throws CallError `file-rejected` when the file is too large to be kept here. */
  open(sizeBytes: number): Promise<FileSink>;
}

/** Keeps files in memory: for browsers that give pages no disk of their own. */
export const memoryStore: FileStore = {
  open(sizeBytes) {
    if (sizeBytes <= MAX_MEMORY_FILE_BYTES) return Promise.resolve(new MemorySink());
    const hint = `This browser takes files of at most ${String(MAX_MEMORY_FILE_BYTES / 1024 / 1024)} MB.`;
    return Promise.reject(new CallError('file-rejected', { message: 'The file is too large.', hint }));
  },
};

class MemorySink implements FileSink {
  #parts: Uint8Array<ArrayBuffer>[] = [];

  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#parts.push(bytes);
    return Promise.resolve();
  }

  finish(type: string): Promise<Blob> {
    return Promise.resolve(new Blob(this.#parts.splice(0), { type }));
  }

  discard(): void {
    this.#parts = [];
  }
}
