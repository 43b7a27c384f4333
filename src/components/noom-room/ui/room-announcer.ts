import { Lazy, type CallSnapshot, type NoomEvent } from '../../../core/index.js';
import { roomParts } from '../../internal/lazy/parts.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import { idle } from '../../internal/observe/idle.js';
import type { RoomWords } from './room-words.js';

/** The code of announcements, loaded with the first one, and only when idle: connecting comes first. */
const roomWords = new Lazy(async () => {
  await idle();
  return roomParts.load();
});

/** Announces to screen readers who joins and leaves, and which local sources are turned on or off. */
export class RoomAnnouncer {
  readonly #room: RoomHost;
  readonly #say: (key: TextKey, params?: TextParams) => void;
  #words: RoomWords | null = null;
  #isArriving = false;
  /** Grows when the call is left or released: what waits for the code of announcements is dropped then. */
  #ended = 0;

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
    if (fact.type === 'noom-left') this.#ended += 1;
    const isArriving = this.#isArriving;
    this.#tell((words) => {
      words.handleFact(fact, isArriving);
    });
  }

  /** A new snapshot. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    if (next.state !== 'joined') return;
    this.#tell((words) => {
      words.handleSnapshot(previous, next);
    });
  }

  /** Announces nothing any more of what happened until now. */
  close(): void {
    this.#ended += 1;
    this.#words?.close();
  }

  /** Announces in order. Offline an announcement is dropped, and the next one tries to load again. */
  #tell(tell: (words: RoomWords) => void): void {
    const ended = this.#ended;
    const told = roomWords.run((parts) => {
      if (ended === this.#ended) tell((this.#words ??= new parts.RoomWords(this.#room, this.#say)));
    });
    told.catch(() => undefined);
  }
}
