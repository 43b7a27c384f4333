import type { CallSnapshot, NoomEvent } from '../../../core/index.js';
import { afterPictures } from '../../internal/lazy/pictures-first.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import type { CallParts } from './call-parts.js';

/** The lazy parts of a room's call: made with the first thing to tell them, and closed with the binding of the call. */
export class LazyCallParts {
  readonly #room: RoomHost;
  /** Loaded with the first thing to tell them. */
  readonly #code = afterPictures(() => this.#room.call);
  readonly #say: (key: TextKey, params?: TextParams) => void;
  #parts: CallParts | null = null;
  #isArriving = false;
  /** Grows when the call is left or released: what waits for the code is dropped then. */
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
    this.#tell((parts) => {
      parts.handleFact(fact, isArriving);
    });
  }

  /** A new snapshot. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    if (next.state !== 'joined') return;
    this.#tell((parts) => {
      parts.handleSnapshot(previous, next);
    });
  }

  /** Ends the parts. May be called twice. */
  close(): void {
    this.#ended += 1;
    this.#parts?.close();
  }

  /** Tells in order. Offline it is dropped, and the next time tries to load again. */
  #tell(tell: (parts: CallParts) => void): void {
    const ended = this.#ended;
    const told = this.#code.run((code) => {
      if (ended === this.#ended) tell((this.#parts ??= new code.CallParts(this.#room, this.#say)));
    });
    told.catch(() => undefined);
  }
}
