import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { CallEvent } from './events.js';
import type { CallChange } from './reducer.js';
import type { CallSnapshot } from './snapshot.js';
import type { Source } from './sources.js';

/** What a call gives each of its parts: the snapshot, how to change it, and how to tell events. */
export interface CallContext {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  /** Has the subscribers told once of all changes that are applied in `work`. */
  together(work: () => void): void;
  tell(event: CallEvent): void;
  /** Tells a failure, in the page's language. Returns the error as it was told. */
  tellError(error: CallError): CallError;
  /** Turns these local sources off. */
  turnOff(...sources: readonly Source[]): void;
  /** How loud the local microphone is, 0 to 1. */
  getLocalLevel(): number;
  /** A new unguessable id for a message. */
  createId(): string;
  readonly clock: Clock;
  readonly logger: Logger;
}
