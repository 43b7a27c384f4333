/** Asks one of those who were there which files there were: their senders may have left. */
export class PastFiles {
  readonly #ask: (id: string) => void;
  readonly #elders = new Set<string>();
  #askedId: string | null = null;

  constructor(ask: (id: string) => void) {
    this.#ask = ask;
  }

  /** The local participant has joined; these participants were there before. */
  handleAdmitted(ids: readonly string[]): void {
    for (const id of ids) this.#elders.add(id);
  }

  handleReachable(id: string): void {
    if (!this.#elders.has(id) || (this.#askedId !== null && this.#askedId !== id)) return;
    this.#askedId = id;
    this.#ask(id);
  }

  /** Whether an answer of that participant was asked for; it is taken once. */
  handleAnswer(id: string): boolean {
    if (this.#askedId !== id) return false;
    this.#elders.clear();
    this.#askedId = null;
    return true;
  }

  handleGone(id: string): void {
    this.#elders.delete(id);
    if (this.#askedId === id) this.#askedId = null;
  }
}
