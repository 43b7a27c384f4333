import { Lazy, type CallSnapshot, type LazyValue, type NoomEvent } from '../../../core/index.js';
import { roomParts } from '../../internal/lazy/parts.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import { idle } from '../../internal/observe/idle.js';

/** The code of announcements, loaded with the first one, and only when idle: connecting comes first. */
const roomWords = new Lazy(async () => {
  await idle();
  return roomParts.load();
});

/** Announces to screen readers who joins and leaves, and which local sources are turned on or off. */
export class RoomAnnouncer {
  readonly #room: RoomHost;
  readonly #say: (key: TextKey, params?: TextParams) => void;
  #isArriving = false;

  constructor(room: RoomHost, say: (key: TextKey, params?: TextParams) => void) {
    this.#room = room;
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
      sayFact(fact, isArriving, this.#say, this.#room);
    });
  }

  /** A new snapshot. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    if (next.state !== 'joined') return;
    this.#tell(({ sayChange }) => {
      sayChange(previous, next, this.#say);
    });
  }

  /** Announces in order. Offline an announcement is dropped, and the next one tries to load again. */
  #tell(tell: (words: LazyValue<typeof roomWords>) => void): void {
    roomWords.run(tell).catch(() => undefined);
  }
}
