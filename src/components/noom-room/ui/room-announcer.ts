import type { CallSnapshot, NoomEvent } from '../../../core/index.js';
import { LatePart, type PartOf } from '../../internal/lazy/late-part.js';
import { withTexts, type TextKey, type TextParams } from '../../internal/localization/index.js';
import { idle } from './idle.js';

/** What is said of a call, fetched with the first thing there is to say. Connecting, which begins just then, comes first. */
const roomWords = new LatePart(async () => {
  await idle();
  return withTexts(import('./room-words.js'));
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
    void this.#tell(({ sayFact }) => {
      sayFact(fact, isArriving, this.#say);
    });
  }

  /** A new snapshot. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    if (next.state !== 'joined') return;
    void this.#tell(({ sayChange }) => {
      sayChange(previous, next, this.#say);
    });
  }

  /** In the order of what happened, because all wait for the same. */
  async #tell(tell: (words: PartOf<typeof roomWords>) => void): Promise<void> {
    try {
      tell(await roomWords.fetch());
    } catch {
      // Offline: this stays unsaid, and the next fact tries again.
    }
  }
}
