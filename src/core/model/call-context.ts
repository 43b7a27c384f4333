import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { CallEvent } from './events.js';
import type { CallChange } from './reducer.js';
import type { CallSnapshot } from './snapshot.js';
import type { Source } from './sources.js';

/** What a call gives each of its parts: what is known, how it changes, and whom to tell. */
export interface CallContext {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  tell(event: CallEvent): void;
  /** Tells a failure, in the page's words; gives the error as it was told. */
  tellError(error: CallError): CallError;
  /** Turns these local sources off. */
  turnOff(...sources: readonly Source[]): void;
  /** How loud the local microphone is, 0 to 1. */
  getOwnLevel(): number;
  /** A new unguessable id for a message. */
  createId(): string;
  readonly clock: Clock;
  readonly logger: Logger;
}
