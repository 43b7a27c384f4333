import { isGroup, type ChatEntry } from './group-messages.js';

/** The most entries of a slice, and the most messages in them. */
const MOST_ENTRIES = 20;
const MOST_MESSAGES = 20;

/** About how high they are, with the gap below: a message of one line, what is above a group, a note. */
const MESSAGE_PX = 42;
const META_PX = 32;
const NOTE_PX = 32;

/** A part of the log that is drawn as one. */
export interface Slice {
  readonly id: number;
  readonly entries: readonly ChatEntry[];
}

/** What the height of a slice is about, in CSS pixels, before it was ever seen. */
export function estimateHeight({ entries }: Slice): number {
  const heights = entries.map((entry) => (isGroup(entry) ? META_PX + entry.messages.length * MESSAGE_PX : NOTE_PX));
  return heights.reduce((sum, height) => sum + height, 0);
}

/** The key of an entry, which stays. */
export function keyOfEntry(entry: ChatEntry): string {
  return isGroup(entry) ? entry.key : entry.id;
}

/**
 * Cuts a log into slices. An entry stays in its slice whatever is added before or after it, so that a message changes
 * one slice and no other.
 */
export class Slices {
  /** The slice of each entry. */
  readonly #ids = new Map<string, number>();
  #slices: readonly Slice[] = [];
  #next = 0;

  /** Cuts the entries, in their order. */
  cut(entries: readonly ChatEntry[]): readonly Slice[] {
    const kept = this.#keep(entries);
    const rest = this.#cutRest(entries.slice(kept.reduce((count, slice) => count + slice.entries.length, 0)), kept);
    for (const slice of this.#slices.slice(kept.length)) {
      for (const entry of slice.entries) this.#ids.delete(keyOfEntry(entry));
    }
    for (const { id, entries: own } of rest) for (const entry of own) this.#ids.set(keyOfEntry(entry), id);
    this.#slices = [...kept, ...rest];
    return this.#slices;
  }

  /** The first slices that have the entries they had, without the last one, which may have room. */
  #keep(entries: readonly ChatEntry[]): readonly Slice[] {
    const kept: Slice[] = [];
    let start = 0;
    for (const { id, entries: before } of this.#slices.slice(0, -1)) {
      const own = entries.slice(start, start + before.length);
      const isSame = own.length === before.length && own.every((entry, index) => isOfKey(entry, before[index]));
      if (!isSame) break;
      kept.push({ id, entries: own });
      start += own.length;
    }
    return kept;
  }

  #cutRest(entries: readonly ChatEntry[], kept: readonly Slice[]): Slice[] {
    const used = new Set(kept.map(({ id }) => id));
    const slices: { id: number; entries: ChatEntry[]; size: number }[] = [];
    for (const entry of entries) {
      const before = this.#ids.get(keyOfEntry(entry));
      let last = slices.at(-1);
      const isFull = last === undefined || last.size >= MOST_MESSAGES || last.entries.length >= MOST_ENTRIES;
      // What is new at the end of the slice belongs to it while that has room.
      if (last === undefined || (before === undefined ? isFull : before !== last.id)) {
        // A slice that something was inserted into goes on as another one.
        const id = before !== undefined && !used.has(before) ? before : (this.#next += 1);
        last = { id, entries: [], size: 0 };
        used.add(id);
        slices.push(last);
      }
      last.entries.push(entry);
      last.size += isGroup(entry) ? entry.messages.length : 1;
    }
    return slices;
  }
}

function isOfKey(entry: ChatEntry, before: ChatEntry | undefined): boolean {
  return entry === before || (before !== undefined && keyOfEntry(entry) === keyOfEntry(before));
}
