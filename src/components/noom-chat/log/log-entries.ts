import type { ChatMessage, MessageReference, SharedFile } from '../../../core/index.js';
import { groupMessages, idOfFile, isGroup, isUnreadMark, type ChatEntry, type ChatNote } from './group-messages.js';
import { sharedBy } from './shared-messages.js';
import { keyOfEntry } from './slices.js';

/** What a log is made of; see `groupMessages`. */
export interface LogContents {
  readonly messages: readonly ChatMessage[];
  readonly notes: readonly ChatNote[];
  readonly files: readonly SharedFile[];
  /** The first unread message. */
  readonly unread: MessageReference | null;
}

const EMPTY: LogContents = { messages: [], notes: [], files: [], unread: null };

/**
 * The entries of a log that goes on. A group in which nothing has changed is the same object as before, and is not
 * looked into again: one more message costs the same however many there are.
 */
export class LogEntries {
  #contents = EMPTY;
  #entries: readonly ChatEntry[] = [];

  /** The entries of what the log is made of now. */
  update(contents: LogContents): readonly ChatEntry[] {
    const { messages, notes, files, unread } = contents;
    const kept = this.#keep(contents);
    const used = new Set(kept.filter((entry) => !isGroup(entry)).map(keyOfEntry));
    const rest = groupMessages(
      messages.slice(kept.reduce((count, entry) => count + (isGroup(entry) ? entry.messages.length : 0), 0)),
      notes.filter(({ id }) => !used.has(id)),
      files.filter((file) => !used.has(idOfFile(file))),
      unread,
    );
    const former = new Map(this.#entries.slice(kept.length).map((entry) => [keyOfEntry(entry), entry]));
    this.#entries = [...kept, ...rest.map((entry) => sameAs(entry, former.get(keyOfEntry(entry))))];
    // A copy of the notes, which are changed in place.
    this.#contents = { ...contents, notes: [...notes] };
    return this.#entries;
  }

  /** The first entries that are as they were; the last group is not among them where it may go on. */
  #keep({ messages, notes, files, unread }: LogContents): readonly ChatEntry[] {
    const before = this.#contents;
    if (unread !== before.unread || !isEqual(notes, before.notes) || !isEqual(files, before.files)) return [];
    let { dropped, kept } = sharedBy(before.messages, messages);
    const groups: ChatEntry[][] = [];
    /** What is above the next group. */
    let above: ChatEntry[] = [];
    for (const entry of this.#entries) {
      if (!isGroup(entry)) {
        above.push(entry);
        continue;
      }
      const left = dropped > 0 ? entry.messages.slice(dropped) : entry.messages;
      // With its message the mark of it goes.
      if (dropped > 0) above = above.filter((each) => !isUnreadMark(each));
      if (left.length > kept) break;
      if (left.length > 0) {
        groups.push([...above, dropped > 0 ? { ...entry, messages: left } : entry]);
        above = [];
      }
      dropped = Math.max(0, dropped - entry.messages.length);
      kept -= left.length;
    }
    return (kept > 0 ? groups : groups.slice(0, -1)).flat();
  }
}

/** An entry, or the group that it was before if that is the same. */
function sameAs(entry: ChatEntry, before: ChatEntry | undefined): ChatEntry {
  if (before === undefined || !isGroup(before) || !isGroup(entry)) return entry;
  return isEqual(entry.messages, before.messages) ? before : entry;
}

function isEqual(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
