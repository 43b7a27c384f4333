import { systemClock, type Clock, type Participant } from '../../../../core/index.js';

/** How long what happens is gathered into one sentence: about as long as a screen reader speaks one. */
const GATHER_MS = 4_000;

/** Gathers participants who do the same within some seconds, so that one sentence announces them. */
export class Gathering {
  readonly #tell: (participants: readonly Participant[]) => void;
  readonly #isPrompt: boolean;
  readonly #clock: Clock;
  /** Those who are not told yet, by id. */
  readonly #untold = new Map<string, Participant>();
  #cancel: (() => void) | null = null;

  /** @param isPrompt whether the first one is told at once, and only those after it are gathered. */
  constructor(tell: (participants: readonly Participant[]) => void, { isPrompt = false, clock = systemClock } = {}) {
    this.#tell = tell;
    this.#isPrompt = isPrompt;
    this.#clock = clock;
  }

  add(participant: Participant): void {
    const isFirst = this.#cancel === null;
    this.#cancel ??= this.#clock.after(GATHER_MS, () => {
      this.#cancel = null;
      this.#flush();
    });
    this.#untold.set(participant.id, participant);
    if (isFirst && this.#isPrompt) this.#flush();
  }

  /** A participant changed: their name, perhaps. */
  update(participant: Participant): void {
    if (this.#untold.has(participant.id)) this.#untold.set(participant.id, participant);
  }

  /** What a participant did is over. Returns whether that was before it was told. */
  drop({ id }: Participant): boolean {
    return this.#untold.delete(id);
  }

  /** Tells nothing of what happened until now. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#untold.clear();
  }

  #flush(): void {
    const participants = [...this.#untold.values()];
    this.#untold.clear();
    if (participants.length > 0) this.#tell(participants);
  }
}
