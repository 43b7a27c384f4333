import type { Clock } from './clock.js';

/** How long a window lasts, in milliseconds. */
const WINDOW_MS = 10_000;
/** How many messages of one participant are read in one window, unless said otherwise: 30 a second on average. */
const MESSAGES_IN_A_WINDOW = 300;
/** How many UTF-16 code units: a whole history of 200 messages of 4000 characters, and live messages beside it. */
const CHARACTERS_IN_A_WINDOW = 4 * 1024 * 1024;

interface Spent {
  readonly since: number;
  messages: number;
  characters: number;
}

/** Limits how much of each participant's data is read: the excess is dropped until the window is over. */
export class PeerAllowance {
  readonly #clock: Clock;
  readonly #messages: number;
  readonly #spent = new Map<string, Spent>();

  /** @param messages how many are within the limit, in ten seconds. */
  constructor(clock: Clock, messages = MESSAGES_IN_A_WINDOW) {
    this.#clock = clock;
    this.#messages = messages;
  }

  /** Counts one message of so many characters. Returns whether it is within the limits. */
  spend(participantId: string, characters: number): boolean {
    const now = this.#clock.monotonic();
    let spent = this.#spent.get(participantId);
    if (spent === undefined || now - spent.since >= WINDOW_MS) {
      spent = { since: now, messages: 0, characters: 0 };
      this.#spent.set(participantId, spent);
    }
    spent.messages += 1;
    spent.characters += characters;
    return spent.messages <= this.#messages && spent.characters <= CHARACTERS_IN_A_WINDOW;
  }

  /** Forgets a participant who has left. */
  forget(participantId: string): void {
    this.#spent.delete(participantId);
  }
}
