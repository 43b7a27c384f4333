import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { replace, say, useChat } from './chat-on-page.js';

describe('a draft in <noom-chat>', () => {
  const put = useChat();

  it('keeps the messages and the draft when the tag is removed and put back', async () => {
    const { page, chat } = await put();
    await say(page, 'before');
    chat.draft = 'half a sent';
    await chat.updateComplete;
    const next = await replace(page, chat);
    expect(next.draft).to.equal('half a sent');
    await until(() => next.messages.map(({ text }) => text).join() === 'before');
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

  it('does not carry a draft over to the next room of the same call', async () => {
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

  it('is kept while another chat of the call, which is empty, is drawn again', async () => {
    const { page, chat } = await put();
    const other = document.createElement('noom-chat');
    page.room.after(other);
    other.room = page.room;
    await other.updateComplete;
    chat.draft = 'half a sent';
    await chat.updateComplete;
    chat.remove();
    await say(page, 'meanwhile');
    await until(() => other.messages.length === 1);
    await other.updateComplete;
    const next = await replace(page, other);
    expect(next.draft).to.equal('half a sent');
  });
});
