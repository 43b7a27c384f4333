import type { ChatMessage, MessageReference, MessageState } from '../model/snapshot.js';
import type { CallError } from '../base/errors.js';

/** The most messages kept; the oldest are dropped. */
export const MAX_MESSAGES = 10_000;

/** A message of the local participant. */
export interface LocalMessage {
  readonly id: string;
  readonly text: string;
  /** The addressee; `null` for all participants. */
  readonly to: string | null;
  readonly at: number;
  readonly replyTo?: MessageReference;
}

/**
 * A message is identified by its sender and its id: pages choose ids, and might choose that of another sender's
 * message.
 */
export function keyOf({ from, id }: MessageReference): string {
  return JSON.stringify([from, id]);
}

/** Whether a participant of that id is in the room. */
export type IsHere = (id: string) => boolean;

/**
 * Whether two are one message. A page that left, joined again and sends a message once more does so as another
 * participant: the id and the words are the same, and the earlier sender is gone. As long as both are here, nobody sends
 * in the name of the other.
 */
function isSame(one: ChatMessage, other: ChatMessage, isHere: IsHere): boolean {
  if (one.id !== other.id) return false;
  return one.from === other.from || (one.text === other.text && !(isHere(one.from) && isHere(other.from)));
}

/**
 * The log with `message` at its end, but before those that are movable and were written later; the same log when it has
 * the message already.
 */
export function appendMessage(
  log: readonly ChatMessage[],
  message: ChatMessage,
  isHere: IsHere,
  isMovable: (other: ChatMessage) => boolean = () => false,
): readonly ChatMessage[] {
  for (const each of log) if (isSame(each, message, isHere)) return log;
  let end = log.length;
  for (let other = log[end - 1]; other && isMovable(other) && other.at > message.at; other = log[end - 1]) end -= 1;
  // One copy, by its elements: that of a frozen array by `slice` takes Chromium twenty times as long.
  const next = [...log];
  next.splice(end, 0, Object.freeze(message));
  return Object.freeze(next.length > MAX_MESSAGES ? next.slice(-MAX_MESSAGES) : next);
}

/**
 * The log with the messages of `history` merged in by their times, in the order given; the same log when none of them
 * is new.
 */
export function mergeHistory(
  log: readonly ChatMessage[],
  history: readonly ChatMessage[],
  isHere: IsHere,
): readonly ChatMessage[] {
  const known = new Map<string, ChatMessage[]>();
  const note = (message: ChatMessage): void => {
    const { id } = message;
    known.set(id, [...(known.get(id) ?? []), message]);
  };
  log.forEach(note);
  const missed = history.filter((message) => {
    if (known.get(message.id)?.some((each) => isSame(each, message, isHere))) return false;
    note(message);
    return true;
  });
  if (missed.length === 0) return log;
  const merged: ChatMessage[] = [];
  let next = 0;
  for (const message of log) {
    for (let each = missed[next]; each !== undefined && each.at <= message.at; each = missed[next]) {
      merged.push(Object.freeze(each));
      next += 1;
    }
    merged.push(message);
  }
  merged.push(...missed.slice(next).map((message) => Object.freeze(message)));
  return Object.freeze(merged.slice(-MAX_MESSAGES));
}

/** The log with the state of a local message; the same log when the message is not there, or has the state already. */
export function withState(
  log: readonly ChatMessage[],
  id: string,
  state: MessageState,
  error?: CallError,
): readonly ChatMessage[] {
  const before = log.find((message) => message.isLocal && message.id === id);
  if (before === undefined || (before.state === state && before.error === error)) return log;
  const message = { ...before, state };
  Reflect.deleteProperty(message, 'error');
  const after: ChatMessage = Object.freeze(error === undefined ? message : { ...message, error });
  return Object.freeze(log.map((each) => (each === before ? after : each)));
}

/** The log with what is left of a deleted message: who wrote it, and when; the same log when it is not there. */
export function withoutText(log: readonly ChatMessage[], { from, id }: MessageReference): readonly ChatMessage[] {
  const before = log.find((message) => message.from === from && message.id === id);
  if (before === undefined || before.isDeleted === true) return log;
  const { name, to, toName, at, isLocal } = before;
  const left = { id, from, name, text: '', to, ...(toName !== undefined && { toName }), at, isLocal, isDeleted: true };
  const after: ChatMessage = Object.freeze(left);
  return Object.freeze(log.map((each) => (each === before ? after : each)));
}
