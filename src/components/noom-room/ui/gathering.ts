import { systemClock, type Clock, type Participant } from '../../../core/index.js';

/** How long what happens is gathered into one sentence: about as long as a screen reader speaks one. */
const GATHER_MS = 4_000;

/** Gathers participants who do the same within some seconds, so that one sentence announces them. */
export class Gathering {
  readonly #tell: (names: readonly string[]) => void;
  readonly #isPrompt: boolean;
  readonly #clock: Clock;
  readonly #names = new Map<string, string>();
  #cancel: (() => void) | null = null;

  /** @param isPrompt whether the first one is told at once, and only those after it are gathered. */
  constructor(tell: (names: readonly string[]) => void, { isPrompt = false, clock = systemClock } = {}) {
    this.#tell = tell;
    this.#isPrompt = isPrompt;
    this.#clock = clock;
  }

  add({ id, name }: Participant): void {
    const isFirst = this.#cancel === null;
    this.#cancel ??= this.#clock.after(GATHER_MS, () => {
      this.#cancel = null;
      this.#flush();
    });
    this.#names.set(id, name);
    if (isFirst && this.#isPrompt) this.#flush();
  }

  /** What a participant did is over before it was told. */
  drop({ id }: Participant): void {
    this.#names.delete(id);
  }

  /** Tells nothing any more. */
  close(): void {
    this.#cancel?.();
    this.#names.clear();
  }

  #flush(): void {
    const names = [...this.#names.values()];
    this.#names.clear();
    if (names.length > 0) this.#tell(names);
  }
}
