/** How many connections each address has open. */
export class OpenConnections {
  readonly #counts = new Map<string, number>();

  countOf(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  /** Counts one until the returned function is called. */
  add(address: string): () => void {
    this.#change(address, 1);
    return () => {
      this.#change(address, -1);
    };
  }

  #change(address: string, by: 1 | -1): void {
    const count = this.countOf(address) + by;
    if (count === 0) this.#counts.delete(address);
    else this.#counts.set(address, count);
  }
}
