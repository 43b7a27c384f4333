import { systemClock, type Participant } from '../../core/index.js';
import type { RoomHost } from '../internal/link/room-link.js';

/** How long a reaction is shown: as long as it rises, in the styles. */
const SHOWN_MS = 4_000;
/** More at once would hide the participants; the oldest goes. */
const MOST_AT_ONCE = 12;

/** A reaction that is shown. */
export interface ShownReaction {
  /** Grows by one with each reaction of a room. */
  readonly number: number;
  readonly sender: Participant;
  readonly emoji: string;
}

const known = new WeakMap<RoomHost, RoomReactions>();

/** The reactions of a room that are shown now: the same in every tag, also in one that is moved meanwhile. */
class RoomReactions {
  readonly #room: RoomHost;
  readonly #listeners = new Set<() => void>();
  #shown: readonly ShownReaction[] = [];
  #count = 0;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** The oldest first. */
  get shown(): readonly ShownReaction[] {
    return this.#shown;
  }

  /** Calls back with every change. Returns a function that undoes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#room.addEventListener('noom-reaction', this.#handleReaction);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#room.removeEventListener('noom-reaction', this.#handleReaction);
    };
  }

  readonly #handleReaction = ({ participant: sender, emoji }: HTMLElementEventMap['noom-reaction']): void => {
    const number = (this.#count += 1);
    this.#show([...this.#shown, { number, sender, emoji }].slice(-MOST_AT_ONCE));
    // It ends by itself, also where no tag shows it any more.
    systemClock.after(SHOWN_MS, () => {
      this.#show(this.#shown.filter((each) => each.number !== number));
    });
  };

  #show(shown: readonly ShownReaction[]): void {
    if (shown.length === this.#shown.length && shown.at(-1) === this.#shown.at(-1)) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}

/** The reactions of a room, for all of its tags. */
export function reactionsOf(room: RoomHost): RoomReactions {
  const reactions = known.get(room) ?? new RoomReactions(room);
  known.set(room, reactions);
  return reactions;
}
