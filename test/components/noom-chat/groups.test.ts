import { expect } from '@open-wc/testing';
import { groupMessages, isGroup, type ChatNote } from '../../../src/components/noom-chat/log/group-messages.js';
import type { ChatMessage } from '../../../src/core/index.js';

const MINUTE_MS = 60_000;

function message(id: string, from: string, minute: number, isLocal = false, to: string | null = null): ChatMessage {
  return { id, from, name: from, text: id, to, at: minute * MINUTE_MS, isLocal };
}

/** The entries as strings: ids of a group joined by +, and notes by their id. */
function read(messages: ChatMessage[], notes: ChatNote[] = []): string[] {
  return groupMessages(messages, notes).map((entry) =>
    isGroup(entry) ? entry.messages.map(({ id }) => id).join('+') : entry.id,
  );
}

describe('groupMessages', () => {
  it('joins what one author writes within five minutes', () => {
    expect(read([message('a', 'ann', 0), message('b', 'ann', 4), message('c', 'ann', 20)])).to.deep.equal(['a+b', 'c']);
  });

  it('separates authors, and private messages from those to all', () => {
    expect(read([message('a', 'ann', 0), message('b', 'jun', 0), message('c', 'ann', 0)])).to.deep.equal([
      'a',
      'b',
      'c',
    ]);
    expect(read([message('a', 'ann', 0), message('b', 'ann', 0, false, 'me')])).to.deep.equal(['a', 'b']);
  });

  it('joins the local participant’s messages from before and after a re-join', () => {
    expect(read([message('a', 'me', 0, true), { ...message('b', 'me', 1, true), from: 'new-id' }])).to.deep.equal([
      'a+b',
    ]);
  });

  it('puts notes where they happened, and keeps the order of messages even if their clocks disagree', () => {
    const note: ChatNote = { id: 'joined', kind: 'joined', name: 'Jun', others: 0, at: 2 * MINUTE_MS };
    expect(read([message('a', 'ann', 1), message('b', 'ann', 3)], [note])).to.deep.equal(['a', 'joined', 'b']);
    expect(read([message('a', 'ann', 3), message('b', 'jun', 1)], [note])).to.deep.equal(['joined', 'a', 'b']);
    expect(read([message('a', 'ann', 1)], [note])).to.deep.equal(['a', 'joined']);
  });

  it('keeps a group’s key while it grows', () => {
    const [before] = groupMessages([message('a', 'ann', 0)], []);
    const [after] = groupMessages([message('a', 'ann', 0), message('b', 'ann', 1)], []);
    expect(before !== undefined && isGroup(before) ? before.key : '').to.equal('a');
    expect(after !== undefined && isGroup(after) ? after.key : '').to.equal('a');
  });
});
