/** A value that is replaced, never edited, and whose subscribers are told when it is. */
export class Store<Value> {
  #value: Value;
  readonly #listeners = new Set<(value: Value) => void>();
  readonly #report: (error: unknown) => void;
  #isHeld = false;

  /** @param report gets what a listener throws, so that one broken listener does not stop the others. */
  constructor(initial: Value, report: (error: unknown) => void) {
    this.#value = initial;
    this.#report = report;
  }

  get value(): Value {
    return this.#value;
  }

  get hasSubscribers(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls `listener` at every replacement, not now. Returns a function that undoes it. */
  subscribe(listener: (value: Value) => void): () => void {
    // A separate wrapper for each subscription: the same function may subscribe twice and undo once.
    const entry = (value: Value): void => {
      listener(value);
    };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  /** Replaces the value; does nothing when it is the same one. */
  replace(value: Value): void {
    if (value === this.#value) return;
    this.#value = value;
    if (!this.#isHeld) this.#tell();
  }

  /** Tells the subscribers once, at the end, of all replacements that are made in `work`. */
  readonly together = (work: () => void): void => {
    const before = this.#value;
    this.#isHeld = true;
    try {
      work();
    } finally {
      this.#isHeld = false;
      if (this.#value !== before) this.#tell();
    }
  };

  #tell(): void {
    const value = this.#value;
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue;
      // A listener may have replaced the value again: the later ones get only the newest.
      if (this.#value !== value) return;
      try {
        listener(value);
      } catch (error) {
        this.#report(error);
      }
    }
  }
}
