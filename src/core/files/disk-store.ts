import { Lazy } from '../base/lazy.js';
import { onPageHide } from '../base/page-lifecycle.js';
import { memoryStore, type FileSink, type FileStore } from './file-store.js';
import { PIECE_BYTES } from './piece-plan.js';

/** The folder of all pages of this origin, in its private file system (OPFS). */
const FOLDER = 'noom-files';

/**
 * A multiple of a piece: about 1 MB. Each write goes through another process: one for each piece would cost half of the
 * speed.
 */
const WRITE_BYTES = 16 * PIECE_BYTES;

/** This page's own folder; `null` where the browser gives none. */
let pageFolder = new Lazy(openPageFolder);

/**
 * Keeps received files on the disk of the origin, so that they take no memory; in memory where there is no such disk,
 * as in private windows. What is on the disk goes with the page; what a page that crashed left behind goes when the
 * next one opens its folder.
 */
export const diskStore: FileStore = {
  async open(sizeBytes) {
    const opened = pageFolder;
    try {
      return await openIn(opened, sizeBytes);
    } catch {
      // The person may have cleared what the site stored, or the page is back from the browser's cache: browsers differ
      // in what they say then.
      if (pageFolder === opened) pageFolder = new Lazy(openPageFolder);
      return openIn(pageFolder, sizeBytes);
    }
  },
};

async function openIn(lazyFolder: typeof pageFolder, sizeBytes: number): Promise<FileSink> {
  const { folder } = await lazyFolder.load();
  if (folder === null) return memoryStore.open(sizeBytes);
  const handle = await folder.getFileHandle(createName(), { create: true });
  return new DiskSink(folder, handle, await handle.createWritable());
}

/** Writes blocks of many pieces, one while the next one is filled: a disk that is slow for a moment stops nothing. */
class DiskSink implements FileSink {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #handle: FileSystemFileHandle;
  readonly #stream: FileSystemWritableFileStream;
  /** The one that is filled. */
  #block = new Uint8Array(WRITE_BYTES);
  #filledBytes = 0;
  /** The one that is written, or was. */
  #spare = new Uint8Array(WRITE_BYTES);
  #writing: Promise<void> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor(folder: FileSystemDirectoryHandle, handle: FileSystemFileHandle, stream: FileSystemWritableFileStream) {
    this.#folder = folder;
    this.#handle = handle;
    this.#stream = stream;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let start = 0; start < bytes.length;) {
      const part = bytes.subarray(start, start + WRITE_BYTES - this.#filledBytes);
      this.#block.set(part, this.#filledBytes);
      this.#filledBytes += part.length;
      start += part.length;
      if (this.#filledBytes === WRITE_BYTES) await this.#flush();
    }
  }

  async finish(type: string): Promise<Blob> {
    await this.#flush();
    await this.#writing;
    await this.#close();
    const file = await this.#handle.getFile();
    // A slice has the type that is asked for, and no copy of the bytes.
    return file.slice(0, file.size, type);
  }

  discard(): void {
    void this.#remove();
  }

  /** Begins to write what is filled, once what was filled before is written. @throws what that was refused with. */
  async #flush(): Promise<void> {
    await this.#writing;
    if (this.#filledBytes === 0) return;
    const filled = this.#block.subarray(0, this.#filledBytes);
    [this.#block, this.#spare] = [this.#spare, this.#block];
    this.#filledBytes = 0;
    this.#writing = this.#stream.write(filled);
    // Told by the next flush, which may not come.
    this.#writing.catch(() => undefined);
  }

  /** Resolves once the browser has let go of the file, whether a finish or a discard came first. */
  #close(): Promise<void> {
    this.#closing ??= this.#stream.close();
    return this.#closing;
  }

  async #remove(): Promise<void> {
    // Not aborted: Chromium resolves that before it lets go of the file, which it then refuses to remove
    // (`FileSystemUnderlyingSink::abort` only drops its end of the pipe). A stream that failed cannot be closed, and an
    // entry that is gone cannot be removed.
    await this.#close().catch(() => undefined);
    await this.#folder.removeEntry(this.#handle.name).catch(() => undefined);
  }
}

async function openPageFolder(): Promise<{ folder: FileSystemDirectoryHandle | null }> {
  try {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle(FOLDER, { create: true });
    const name = createName();
    // Held before the folder exists: another page removes what no page holds.
    await holdWhileHere(name);
    await removeOrphans(all);
    const folder = await all.getDirectoryHandle(name, { create: true });
    onPageHide(() => {
      all.removeEntry(name, { recursive: true }).catch(() => undefined);
    });
    // Safari before 26 can write in workers only.
    const probe: Partial<FileSystemFileHandle> = await folder.getFileHandle('probe', { create: true });
    return { folder: probe.createWritable ? folder : null };
  } catch {
    // Private windows, insecure pages and some settings have none.
    return { folder: null };
  }
}

/** Holds the lock of a folder for as long as the page lives. */
function holdWhileHere(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockOf(name), () => {
        resolve();
        return new Promise(() => undefined);
      })
      .catch(reject);
  });
}

/** Removes the folders of pages that are no longer there. */
async function removeOrphans(all: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of all.keys()) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await all.removeEntry(name, { recursive: true }).catch(() => undefined);
    });
  }
}

function lockOf(name: string): string {
  return `${FOLDER}:${name}`;
}

function createName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
