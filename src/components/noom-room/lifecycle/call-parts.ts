import type { CallSnapshot, NoomEvent } from '../../../core/index.js';
import { MutedSpeech } from '../../internal/audio/muted-speech.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import { PassingNotices } from '../ui/notices/passing-notices.js';
import { RoomWords } from '../ui/announcements/room-words.js';
import { refuseDrops } from './file-drops.js';
import { CallWakeLock } from './wake-lock.js';

/**
 * What a room has for its call beside what it draws: announcements and what is shown of them, the hint to those who
 * speak while muted, the screen that stays on, files that are dropped beside the chat. One for a call, made when it is
 * joined first and closed when the room releases it.
 */
export class CallParts {
  readonly #words: RoomWords;
  readonly #notices: PassingNotices;
  readonly #mutedSpeech: MutedSpeech;
  readonly #wakeLock: CallWakeLock;
  readonly #allowDrops: () => void;

  constructor(room: RoomHost, say: (key: TextKey, params?: TextParams) => void) {
    this.#notices = new PassingNotices(room);
    this.#words = new RoomWords(room, (key, params) => {
      say(key, params);
      this.#notices.handleSaid(key, params);
    });
    this.#mutedSpeech = new MutedSpeech(room, () => {
      say('mutedSpeech');
    });
    this.#wakeLock = new CallWakeLock(room);
    this.#allowDrops = refuseDrops(room);
  }

  /** A fact of the call, which may be announced. `isArriving`: the local participant is just joining. */
  handleFact(fact: NoomEvent, isArriving: boolean): void {
    if (fact.type === 'noom-left') this.#notices.clear();
    this.#words.handleFact(fact, isArriving);
  }

  /** A new snapshot, of which something may be announced. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    this.#words.handleSnapshot(previous, next);
  }

  /** May be called twice. */
  close(): void {
    this.#words.close();
    this.#notices.clear();
    this.#mutedSpeech.close();
    this.#wakeLock.close();
    this.#allowDrops();
  }
}
