import { expect } from '@open-wc/testing';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import '../../../src/components/noom-chat/index.js';
import { putRoom, type RoomOnPage, type RoomOnPageOptions } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

const ANN = { name: 'Ann', camera: false, microphone: false };

describe('a draft in <noom-chat>', () => {
  let page: RoomOnPage | null = null;

  afterEach(async () => {
    await page?.close();
    page = null;
  });

  async function put(options: Partial<RoomOnPageOptions> = {}): Promise<{ page: RoomOnPage; chat: NoomChat }> {
    page = await putRoom({ markup: '<noom-chat></noom-chat>', people: [ANN], ...options });
    const chat = page.find('noom-chat');
    chat.style.height = '360px';
    await chat.updateComplete;
    return { page, chat };
  }
  const say = async (page: RoomOnPage, ...texts: string[]): Promise<void> => {
    for (const text of texts) await page.memory.participants[0]?.say(text);
  };

  it('has the messages and the draft again when it was taken away and put back', async () => {
    const { page, chat } = await put();
    await say(page, 'before');
    chat.draft = 'half a sent';
    await chat.updateComplete;
    chat.remove();
    const next = document.createElement('noom-chat');
    page.room.append(next);
    await next.updateComplete;
    expect(next.draft).to.equal('half a sent');
    expect(next.messages.map(({ text }) => text)).to.deep.equal(['before']);
  });

  it('keeps each draft with the call that it was written for', async () => {
    const { page, chat } = await put();
    const other = document.createElement('noom-room');
    other.append(document.createElement('hr'));
    other.call = page.memory.createCall();
    page.room.after(other);
    chat.draft = 'for the first';
    chat.room = other;
    await until(() => chat.draft === '');
    chat.draft = 'for the second';
    await chat.updateComplete;
    chat.room = null;
    await until(() => chat.draft === 'for the first');
    chat.room = other;
    await until(() => chat.draft === 'for the second');
    other.remove();
  });

  it('keeps a draft from the next room of the same call', async () => {
    const { page, chat } = await put();
    const { room } = page;
    chat.draft = 'for the first';
    await chat.updateComplete;
    const first = room.room;
    await room.leave();
    expect(chat.draft).to.equal('for the first');
    room.room = 'another';
    await room.join();
    await until(() => chat.draft === '');
    await room.leave();
    room.room = first;
    await room.join();
    await until(() => chat.draft === 'for the first');
  });
});
