import { expect } from '@open-wc/testing';
import type { ChatMessage } from '../../../../src/core/index.js';
import { putRoom, type RoomOnPage } from '../../../harness/server/joined-room.js';
import { createLongCall } from '../../noom-chat/long-call.js';

describe('the number of unread messages of a long call', () => {
  let page: RoomOnPage;
  let reads = 0;

  const message = (index: number): ChatMessage => ({
    ...{ id: `m${String(index)}`, from: 'ann', name: 'Ann', text: 'Hello', to: null, at: index },
    get isLocal() {
      reads += 1;
      return false;
    },
  });
  const messages = (from: number, to: number): ChatMessage[] =>
    Array.from({ length: to - from }, (_, index) => message(from + index));

  const putLongCall = async (log: readonly ChatMessage[]): Promise<ReturnType<typeof createLongCall>> => {
    page = await putRoom({ markup: '', people: [] });
    const long = createLongCall(page.room.call, log);
    page.room.call = long.call;
    return long;
  };

  afterEach(async () => {
    await page.close();
  });

  it('is counted, and all are read, without another look at those before', async () => {
    const { add } = await putLongCall(messages(0, 2000));
    reads = 0;
    for (let index = 2000; index < 2010; index += 1) add(message(index));
    expect(page.room.unread).to.equal(10);
    page.room.markRead();
    expect(page.room.unread).to.equal(0);
    expect(reads).to.be.below(100);
  });

  it('is right, whatever is added, deleted, dropped or comes from the history', async () => {
    const log = messages(10, 20);
    const { change } = await putLongCall(log);
    const more = [...log, ...messages(20, 25)];
    page.room.markRead();
    const isUnread = (some: ChatMessage[], unread: number): void => {
      change(some);
      expect(page.room.unread).to.equal(unread);
    };
    isUnread(more, 5);
    isUnread([...messages(0, 2), ...more], 7);
    isUnread(more, 5);
    const left = more.slice(3);
    isUnread(left, 5);
    isUnread(left.with(-1, { ...message(24), isDeleted: true }), 4);
    isUnread(left.slice(0, -2), 3);
    isUnread([...left, { ...message(25), isLocal: true }], 5);
    page.room.markRead();
    isUnread([...messages(0, 1), ...left, message(26)], 2);
  });
});
