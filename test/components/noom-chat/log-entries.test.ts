import { expect } from '@open-wc/testing';
import {
  groupMessages,
  isGroup,
  type ChatEntry,
  type ChatNote,
} from '../../../src/components/noom-chat/log/group-messages.js';
import { LogEntries, type LogContents } from '../../../src/components/noom-chat/log/log-entries.js';
import { MessageIndex } from '../../../src/components/noom-chat/log/message-index.js';
import type { ChatMessage, SharedFile } from '../../../src/core/index.js';

const NAMES = ['ann', 'ann', 'ann', 'jun'];

function message(index: number): ChatMessage {
  const from = NAMES[(index * 7 + (index >> 3)) % NAMES.length] ?? 'ann';
  return { id: `m${String(index)}`, from, name: from, text: String(index), to: null, at: index * 1000, isLocal: false };
}

const messages = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from }, (_, index) => message(from + index));

const contents = (some: readonly ChatMessage[], more: Partial<LogContents> = {}): LogContents => ({
  ...{ messages: some, notes: [], files: [], unread: null },
  ...more,
});

/** Everything that is shown, in its order, however it is grouped. */
const flat = (entries: readonly ChatEntry[]): unknown[] =>
  entries.flatMap((entry): unknown[] => (isGroup(entry) ? [...entry.messages] : [entry.id]));

/** A group keeps its key when its first message is dropped. */
const withoutKeys = (entries: readonly ChatEntry[]): unknown[] =>
  entries.map((entry) => (isGroup(entry) ? entry.messages : entry));

const note = (index: number): ChatNote => ({
  id: `n${String(index)}`,
  kind: 'joined',
  name: 'Jun',
  others: 0,
  at: index * 1000 + 1,
});

describe('the entries of a log that goes on', () => {
  it('read no old message again when one is added', () => {
    let reads = 0;
    const counted = messages(0, 3000).map((each) =>
      Object.defineProperty({ ...each }, 'from', {
        get: () => {
          reads += 1;
          return each.from;
        },
      }),
    );
    const entries = new LogEntries();
    const before = entries.update(contents(counted));
    reads = 0;
    const after = entries.update(contents([...counted, message(3000)]));
    expect(reads).to.be.below(200);
    expect(after.slice(0, before.length - 1).every((entry, index) => entry === before[index])).to.equal(true);
    expect(flat(after).length).to.equal(3001);
  });

  it('are those of the whole log, whatever is added, changed and removed', () => {
    const entries = new LogEntries();
    const notes: ChatNote[] = [];
    const files: SharedFile[] = [];
    let unread: ChatMessage | null = null;
    let log: ChatMessage[] = [];
    for (let index = 0; index < 400; index += 1) {
      log = [...log, message(index)];
      const at = (index * 37) % log.length;
      const chosen = log[at];
      if (index % 5 === 0 && chosen) log[at] = { ...chosen, text: '', isDeleted: true };
      if (index % 7 === 0) log = log.toSpliced(at, 1);
      if (index % 11 === 0) notes.push(note(index));
      if (index % 33 === 0) notes.shift();
      if (index % 17 === 0) unread = log[log.length - 3] ?? null;
      if (index % 29 === 0) unread = null;
      const whole = groupMessages(log, notes, files, unread);
      expect(withoutKeys(entries.update(contents(log, { notes, files, unread })))).to.deep.equal(withoutKeys(whole));
    }
  });

  it('are those of the whole log when its oldest messages are dropped, and their groups keep their keys', () => {
    const entries = new LogEntries();
    const notes = [note(3), note(90), note(150)];
    const all = messages(0, 400);
    const unread = all[120] ?? null;
    for (let first = 0; first < 200; first += 1) {
      const log = all.slice(first, first + 200);
      const before = entries.update(contents(log, { notes, unread }));
      expect(flat(before), String(first)).to.deep.equal(flat(groupMessages(log, notes, [], unread)));
    }
    const monologue = all.map((each) => ({ ...each, from: 'ann', name: 'ann' }));
    const one = entries.update(contents(monologue.slice(0, 300)));
    const other = entries.update(contents(monologue.slice(1, 301)));
    expect(other.slice(1, 5), 'the same groups').to.deep.equal(one.slice(1, 5));
    const keys = (some: readonly ChatEntry[]): unknown[] => some.map((entry) => isGroup(entry) && entry.key);
    expect(keys(other).slice(0, one.length)).to.deep.equal(keys(one));
  });

  it('are the same ones where a note comes between others', () => {
    const entries = new LogEntries();
    const log = messages(0, 300);
    const before = entries.update(contents(log));
    const after = entries.update(contents(log, { notes: [note(299)] }));
    expect(before.every((entry) => after.includes(entry))).to.equal(true);
  });
});

describe('the index of a log', () => {
  it('finds what is in the log, by its sender too, and nothing that has left it', () => {
    const index = new MessageIndex();
    let log: readonly ChatMessage[] = messages(0, 50);
    const [first, second] = log;
    if (first === undefined || second === undefined) throw new Error('There are no messages.');
    expect(index.find(log, first)).to.equal(first);
    const other = { ...second, from: 'another' };
    log = [...log.slice(1), other];
    expect(index.find(log, first)).to.equal(undefined);
    expect([index.find(log, second), index.find(log, other)]).to.deep.equal([second, other]);
    const deleted = { ...second, isDeleted: true };
    log = log.with(0, deleted);
    expect(index.find(log, second)).to.equal(deleted);
    expect(index.find([], other)).to.equal(undefined);
  });
});
