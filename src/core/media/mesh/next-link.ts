/** Messages that wait for the next connection to a participant. */
export class NextLink {
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  /** Resolves at the next `release()`, or at once when there is none any more. @throws what `signal` is aborted with before. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const release = (): void => {
        signal?.removeEventListener('abort', release);
        this.#waiting.delete(release);
        resolve();
      };
      this.#waiting.add(release);
      signal?.addEventListener('abort', release);
    });
    signal?.throwIfAborted();
  }

  /** There is another connection. */
  release(): void {
    for (const release of [...this.#waiting]) release();
  }

  /** There is none any more. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.release();
  }
}
