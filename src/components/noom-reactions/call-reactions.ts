import { systemClock, type CallController, type CallEventMap, type Clock, type Participant } from '../../core/index.js';

/** How long a reaction is shown: as long as it rises, in the styles. */
const SHOWN_MS = 4_000;
/** More at once would hide the participants; the oldest goes. */
const MOST_AT_ONCE = 12;

/** A reaction that is shown. */
export interface ShownReaction {
  /** Grows by one with each reaction of a call. */
  readonly number: number;
  readonly sender: Participant;
  readonly emoji: string;
}

const known = new WeakMap<CallController, CallReactions>();

/** The reactions of a call that are shown now: the same in every tag, also in one that is moved meanwhile. */
class CallReactions {
  readonly #call: CallController;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #shown: readonly ShownReaction[] = [];
  #count = 0;

  constructor(call: CallController, clock: Clock) {
    this.#call = call;
    this.#clock = clock;
    // Also where no tag shows them: one may come while the call is in the next room.
    call.addEventListener('noom-left', () => {
      this.#show([]);
    });
  }

  /** The oldest first. */
  get shown(): readonly ShownReaction[] {
    return this.#shown;
  }

  /** Calls back with every change. Returns a function that undoes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#call.addEventListener('noom-reaction', this.#handleReaction);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#call.removeEventListener('noom-reaction', this.#handleReaction);
    };
  }

  readonly #handleReaction = ({ participant: sender, emoji }: CallEventMap['noom-reaction']): void => {
    const number = (this.#count += 1);
    this.#show([...this.#shown, { number, sender, emoji }].slice(-MOST_AT_ONCE));
    // It ends by itself, also where no tag shows it any more.
    this.#clock.after(SHOWN_MS, () => {
      this.#show(this.#shown.filter((each) => each.number !== number));
    });
  };

  #show(shown: readonly ShownReaction[]): void {
    if (shown.length === this.#shown.length && shown.at(-1) === this.#shown.at(-1)) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}

/** The reactions of a call, for all tags that show it. */
export function reactionsOf(call: CallController, clock: Clock = systemClock): CallReactions {
  const reactions = known.get(call) ?? new CallReactions(call, clock);
  known.set(call, reactions);
  return reactions;
}
