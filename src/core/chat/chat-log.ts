import type { ChatMessage } from '../call-snapshot.js';

/** The newest messages kept; older ones fall away. */
export const MAX_MESSAGES = 500;

/** A message is told by its sender and its id: the id alone is chosen by a page, and may be that of another's message. */
const keyOf = ({ from, id }: ChatMessage): string => JSON.stringify([from, id]);

/** The log with `message` at its end; the same log when the message is there already. */
export function appendMessage(log: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  if (log.some(({ id, from }) => id === message.id && from === message.from)) return log;
  return Object.freeze([...log, Object.freeze(message)].slice(-MAX_MESSAGES));
}

/** The log with what was written before, in that order, ahead of it; the same log when nothing of it is new. */
export function prependHistory(log: readonly ChatMessage[], history: readonly ChatMessage[]): readonly ChatMessage[] {
  const known = new Set(log.map(keyOf));
  const missed = history.filter((message) => !known.has(keyOf(message)) && known.add(keyOf(message)));
  if (missed.length === 0) return log;
  return Object.freeze([...missed.map((message) => Object.freeze(message)), ...log].slice(-MAX_MESSAGES));
}
