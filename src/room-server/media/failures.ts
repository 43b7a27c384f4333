/** How long after a failure the same is tried again, by how often it has failed. */
const RETRIES_MS = [30_000, 120_000, 600_000] as const;
/** How often a change makes up for the wait: then even one whose connection goes up and down does not. */
const MAX_SHORTCUTS = 2;
/** A failure so long ago says nothing about the next one. */
const FORGET_MS = 1_800_000;

/** Attempts to move that failed, for the same people one after another, and when the next one may be made. */
export class Failures {
  #missing: ReadonlySet<string> = new Set();
  #count = 0;
  #at = -Infinity;
  #retryAt = -Infinity;

  /** From when on the next attempt may be made, by the monotonic clock. */
  get retryAt(): number {
    return this.#retryAt;
  }

  /** An attempt failed because of these participants; because of the media server, when there are none. */
  note(missing: readonly string[], now: number): void {
    const isSame = missing.length === 0 ? this.#missing.size === 0 : missing.some((id) => this.#missing.has(id));
    const isRecent = now < this.#at + FORGET_MS;
    this.#count = isSame && isRecent ? this.#count + 1 : 1;
    this.#missing = new Set(missing);
    this.#at = now;
    this.#retryAt = now + (RETRIES_MS[this.#count - 1] ?? RETRIES_MS[RETRIES_MS.length - 1] ?? 0);
  }

  /** Participants left: without them it may succeed. */
  handleLeft(ids: readonly string[]): void {
    if (ids.some((id) => this.#missing.has(id))) this.#retryAt = -Infinity;
  }

  /** Participants are back, perhaps by another network. */
  handleBack(ids: readonly string[]): void {
    if (ids.some((id) => this.#missing.has(id)) && this.#count <= MAX_SHORTCUTS) this.#retryAt = -Infinity;
  }

  /** The media server is back. */
  handleEngineBack(): void {
    if (this.#missing.size === 0 && this.#count <= MAX_SHORTCUTS) this.#retryAt = -Infinity;
  }
}
