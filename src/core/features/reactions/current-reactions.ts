import type { Clock } from '../../base/clock.js';
import type { Reaction } from './reaction-frame.js';

/** After this a reaction is out of date: one that could not be handed over by then is dropped. */
export const CURRENT_MS = 5_000;

/** A reaction for some participants, as long as it is current. */
export interface Addressed {
  readonly reaction: Reaction;
  readonly to: readonly string[];
  /** By the monotonic clock. */
  readonly until: number;
}

/** Reactions that may have to be sent again: the current ones; the others are dropped when one is added or taken. */
export class CurrentReactions {
  readonly #clock: Clock;
  #kept: Addressed[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#kept.length;
  }

  add(addressed: Addressed): void {
    this.#kept = [...this.#current(), addressed];
  }

  /** Removes and returns those that are current: all, or those for one participant. */
  take(id?: string): Addressed[] {
    const current = this.#current();
    const isTaken = ({ to }: Addressed): boolean => id === undefined || to.includes(id);
    this.#kept = current.filter((addressed) => !isTaken(addressed));
    return current.filter(isTaken);
  }

  clear(): void {
    this.#kept = [];
  }

  #current(): Addressed[] {
    const now = this.#clock.monotonic();
    return this.#kept.filter(({ until }) => now < until);
  }
}
