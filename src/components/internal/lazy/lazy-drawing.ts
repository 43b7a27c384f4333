import type { ReactiveControllerHost } from 'lit';
import type { Lazy } from '../../../core/index.js';

/** A lazy part of what a tag renders: loaded when a rendering wants it; then the tag renders again. */
export class LazyDrawing<Part> {
  readonly #host: ReactiveControllerHost;
  readonly #part: Lazy<Part>;
  readonly #adopt: (part: Part) => void;
  #adopted: Part | null = null;
  #fetching: Promise<void> | null = null;
  #isMissing = false;

  /** @param adopt gets the part before its first use, to add its styles. */
  constructor(host: ReactiveControllerHost, part: Lazy<Part>, adopt: (part: Part) => void) {
    this.#host = host;
    this.#part = part;
    this.#adopt = adopt;
  }

  /** Whether it could not be loaded. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  /** Resolves when the loading under way has succeeded or failed. */
  get fetched(): Promise<void> | null {
    return this.#fetching;
  }

  /** The part, or `null` while it is not loaded, which this begins. */
  want(): Part | null {
    if (!this.#part.value) this.#fetching = this.#fetch();
    // It may be there in the same task.
    const { value } = this.#part;
    if (value && !this.#adopted) {
      this.#adopted = value;
      this.#adopt(value);
    }
    return this.#adopted;
  }

  /** Renders the tag again, and so loads the part again. */
  readonly retry = (): void => {
    this.#host.requestUpdate();
  };

  async #fetch(): Promise<void> {
    try {
      await this.#part.load();
    } catch {
      // Offline: each rendering tries again, but only the first failure causes one.
      if (this.#isMissing) return;
      this.#isMissing = true;
    }
    this.#host.requestUpdate();
  }
}
