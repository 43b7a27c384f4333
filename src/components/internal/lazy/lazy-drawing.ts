import type { ReactiveControllerHost } from 'lit';
import type { Lazy } from '../../../core/index.js';

/** A lazy part of what a tag draws: loaded when a drawing wants it, and the tag drawn again when it is here. */
export class LazyDrawing<Part> {
  readonly #host: ReactiveControllerHost;
  readonly #part: Lazy<Part>;
  readonly #adopt: (part: Part) => void;
  #adopted: Part | null = null;
  #fetching: Promise<void> | null = null;
  #isMissing = false;

  /** @param adopt is handed the part before it first draws: for its styles. */
  constructor(host: ReactiveControllerHost, part: Lazy<Part>, adopt: (part: Part) => void) {
    this.#host = host;
    this.#part = part;
    this.#adopt = adopt;
  }

  /** Whether it could not be fetched. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  /** Resolves when what is under way is here, or cannot be fetched. */
  get fetched(): Promise<void> | null {
    return this.#fetching;
  }

  /** The part; `null` while it is not here. */
  want(): Part | null {
    const { value } = this.#part;
    if (!value) {
      this.#fetching = this.#fetch();
    } else if (!this.#adopted) {
      this.#adopted = value;
      this.#adopt(value);
    }
    return this.#adopted;
  }

  /** Has the tag drawn again, and so fetches the part again. */
  readonly retry = (): void => {
    this.#host.requestUpdate();
  };

  async #fetch(): Promise<void> {
    try {
      await this.#part.load();
    } catch {
      // Offline: each drawing tries again, but only the first failure is a reason to draw.
      if (this.#isMissing) return;
      this.#isMissing = true;
    }
    this.#host.requestUpdate();
  }
}
