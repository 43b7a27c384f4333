import { countCharacters, MAX_MESSAGE_CHARACTERS } from '../../../core/index.js';

/** How long a draft is, and may be: in code points, as the wire counts. */
export class MessageLength {
  readonly #host: { readonly draft: string; readonly maxLength: number };
  /** A draft is counted once: it is drawn more often than it is changed. */
  #counted = { draft: '', length: 0 };

  constructor(host: { readonly draft: string; readonly maxLength: number }) {
    this.#host = host;
  }

  /** The most characters. */
  get max(): number {
    const { maxLength } = this.#host;
    return maxLength > 0 ? Math.min(maxLength, MAX_MESSAGE_CHARACTERS) : MAX_MESSAGE_CHARACTERS;
  }

  get value(): number {
    const { draft } = this.#host;
    if (draft !== this.#counted.draft) this.#counted = { draft, length: countCharacters(draft) };
    return this.#counted.length;
  }

  get isTooLong(): boolean {
    return this.value > this.max;
  }
}
