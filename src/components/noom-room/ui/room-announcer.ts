import { Lazy, type CallSnapshot, type LazyValue, type NoomEvent } from '../../../core/index.js';
import { roomParts } from '../../internal/lazy/parts.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import { idle } from './idle.js';

/** What is said of a call, fetched with the first thing there is to say. Connecting, which begins just then, comes first. */
const roomWords = new Lazy(async () => {
  await idle();
  return roomParts.load();
});

/**
 * Says what a person who does not see the screen should know: who comes and goes, and what of one's own is on.
 */
export class RoomAnnouncer {
  readonly #say: (key: TextKey, params?: TextParams) => void;
  #isArriving = false;

  constructor(say: (key: TextKey, params?: TextParams) => void) {
    this.#say = say;
  }

  /** A fact of the call. */
  handleFact(fact: NoomEvent): void {
    if (fact.type === 'noom-joined') {
      this.#isArriving = true;
      setTimeout(() => {
        this.#isArriving = false;
      });
    }
    const isArriving = this.#isArriving;
    this.#tell(({ sayFact }) => {
      sayFact(fact, isArriving, this.#say);
    });
  }

  /** A new snapshot. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    if (next.state !== 'joined') return;
    this.#tell(({ sayChange }) => {
      sayChange(previous, next, this.#say);
    });
  }

  /** In the order of what happened. Offline it stays unsaid, and the next fact tries again. */
  #tell(tell: (words: LazyValue<typeof roomWords>) => void): void {
    roomWords.run(tell).catch(() => undefined);
  }
}
