import type { ChatMessage, MessageReference, SharedFile } from '../../../core/index.js';
import { isMessage } from './is-message.js';

/** A participant joined or left, or several one after the other: a line between the messages. */
export interface ChatNote {
  readonly id: string;
  readonly kind: 'joined' | 'left';
  /** Of the first one. */
  readonly name: string;
  /** How many others. */
  readonly others: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Messages of one author within a few minutes, shown under one name and time. */
export interface MessageGroup {
  /** The id of its first message, which stays while the group grows, and when that message is dropped. */
  readonly key: string;
  readonly messages: readonly ChatMessage[];
}

/** A file that was offered: an entry of its own. */
export interface FileEntry {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly file: SharedFile;
}

/** An entry of the log. */
export type ChatEntry = MessageGroup | ChatNote | FileEntry | UnreadMark;

/** The line before the first message that was unread when the chat was opened. */
export interface UnreadMark {
  readonly id: 'unread';
  readonly isUnreadMark: true;
}

/** A longer pause begins a new group, so that the time above a group is true. */
const GROUP_PAUSE_MS = 5 * 60_000;

/** The most messages of a group, so that a long monologue is drawn in parts. */
const MOST_IN_GROUP = 20;

/** The id of a file's entry. */
export function idOfFile({ from, id }: SharedFile): string {
  return `file:${from}:${id}`;
}

/** Whether an entry is a group. */
export function isGroup(entry: ChatEntry): entry is MessageGroup {
  return 'messages' in entry;
}

/** Whether an entry is a file. */
export function isFile(entry: ChatEntry): entry is FileEntry {
  return 'file' in entry;
}

/** Whether an entry is the line before unread messages. */
export function isUnreadMark(entry: ChatEntry): entry is UnreadMark {
  return 'isUnreadMark' in entry;
}

/**
 * Puts messages, notes and files in order and groups the messages by author. The order of the messages is the core's and is
 * kept, because clocks differ. `unread` is the first unread message.
 */
export function groupMessages(
  messages: readonly ChatMessage[],
  notes: readonly ChatNote[],
  files: readonly SharedFile[] = [],
  unread: MessageReference | null = null,
): ChatEntry[] {
  const entries: ChatEntry[] = [];
  const fileEntries = files.map((file) => ({ id: idOfFile(file), at: file.at, file }));
  const pending = [...notes, ...fileEntries].sort((one, other) => one.at - other.at);
  let group: ChatMessage[] = [];
  for (const message of messages) {
    while (pending[0] !== undefined && pending[0].at <= message.at) {
      entries.push(pending[0]);
      pending.shift();
      group = [];
    }
    if (unread !== null && isMessage(message, unread)) {
      entries.push({ id: 'unread', isUnreadMark: true });
      group = [];
    }
    const previous = group.at(-1);
    if (previous !== undefined && group.length < MOST_IN_GROUP && continues(previous, message)) {
      group.push(message);
    } else {
      group = [message];
      entries.push({ key: message.id, messages: group });
    }
  }
  return [...entries, ...pending];
}

function continues(previous: ChatMessage, next: ChatMessage): boolean {
  return (
    previous.isLocal === next.isLocal &&
    (previous.from === next.from || next.isLocal) &&
    previous.name === next.name &&
    previous.to === next.to &&
    next.at - previous.at < GROUP_PAUSE_MS
  );
}
