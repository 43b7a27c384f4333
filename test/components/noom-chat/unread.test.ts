import { expect } from '@open-wc/testing';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { until } from '../../harness/until.js';
import { bodies, hide, say, useChat } from './chat-on-page.js';

/** The log as words: messages, and the line before what was unread. */
const shown = (chat: NoomChat): string[] =>
  [...(chat.shadowRoot?.querySelectorAll('[part=body], [part=unread]') ?? [])].map(({ textContent }) =>
    textContent.trim(),
  );

describe('unread messages of <noom-chat>', () => {
  const put = useChat();

  it('have a line before them once the chat is seen, until the person writes', async () => {
    const { page, chat } = await put();
    await say(page, 'read');
    await until(() => chat.unread === 0 && bodies(chat).length === 1);
    await hide(chat);
    await say(page, 'one', 'two');
    await until(() => chat.unread === 2);
    chat.style.display = '';
    await until(() => chat.unread === 0);
    expect(shown(chat)).to.deep.equal(['read', 'New messages', 'one', 'two']);
    await say(page, 'three');
    await until(() => bodies(chat).length === 4);
    expect(shown(chat), 'what is read at once').to.deep.equal(['read', 'New messages', 'one', 'two', 'three']);
    chat.draft = 'mine';
    await chat.send();
    await until(() => shown(chat).join() === 'read,one,two,three,mine');
  });

  it('are none for the other tags where the chat shows them at once', async () => {
    const { page, chat } = await put();
    const told: number[] = [];
    page.room.addEventListener('noom-room-changed', () => told.push(page.room.unread));
    await hide(chat);
    await say(page, 'one');
    await until(() => told.at(-1) === 1);
    chat.style.display = '';
    await until(() => told.at(-1) === 0);
    told.length = 0;
    await say(page, 'two');
    await until(() => chat.unread === 0 && bodies(chat).length === 2);
    await hide(chat);
    await say(page, 'three');
    await until(() => told.length > 0);
    expect(told).to.deep.equal([1]);
  });

  it('have it before the next ones when these come unread, too', async () => {
    const { page, chat } = await put();
    for (const text of ['one', 'two']) {
      await hide(chat);
      await say(page, text);
      await until(() => chat.unread === 1);
      chat.style.display = '';
      await until(() => chat.unread === 0);
    }
    expect(shown(chat)).to.deep.equal(['one', 'New messages', 'two']);
  });

  it('lead nowhere, but the end is a press away, when older messages are being read', async () => {
    const { page, chat } = await put();
    await say(page, ...Array.from({ length: 20 }, (_, index) => `line ${String(index)}`));
    const list = chat.shadowRoot?.querySelector('.list');
    await until(() => bodies(chat).length === 20 && chat.unread === 0 && (list?.scrollTop ?? 0) > 0);
    if (list) list.scrollTop = 0;
    const newer = (): HTMLElement | null => chat.shadowRoot?.querySelector<HTMLElement>('[part=newer]') ?? null;
    await until(() => newer()?.textContent.trim() === 'Jump to the newest');
    newer()?.click();
    await until(() => newer() === null);
    expect(chat.shadowRoot?.activeElement?.getAttribute('role')).to.equal('log');
  });
});
