import type { SharedFile } from '../../../core/index.js';

/** The addresses of files that are here, for pictures and for saving: each lives as long as its file is shown. */
export class FileUrls {
  readonly #urls = new Map<Blob, string>();

  get(blob: Blob): string {
    const url = this.#urls.get(blob) ?? URL.createObjectURL(blob);
    this.#urls.set(blob, url);
    return url;
  }

  /** Gives back the addresses of all files that are not among these. */
  keep(files: readonly SharedFile[]): void {
    const blobs = new Set(files.map(({ blob }) => blob));
    for (const [blob, url] of this.#urls) {
      if (blobs.has(blob)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(blob);
    }
  }
}
