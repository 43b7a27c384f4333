import type { ChatMessage } from '../../../core/index.js';

/** What two states of a log share: the later one begins with `kept` messages, which follow `dropped` ones before. */
export interface SharedMessages {
  readonly dropped: number;
  readonly kept: number;
}

/** Compares two states of a log: messages are added at its end, and dropped at its beginning once it is full. */
export function sharedBy(before: readonly ChatMessage[], after: readonly ChatMessage[]): SharedMessages {
  const [first] = after;
  const dropped = first === undefined ? -1 : before.indexOf(first);
  if (dropped < 0) return { dropped: before.length, kept: 0 };
  let kept = 1;
  while (kept < after.length && after[kept] === before[dropped + kept]) kept += 1;
  return { dropped, kept };
}
