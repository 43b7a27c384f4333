import { expect } from '@open-wc/testing';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import type { Slice } from '../../../src/components/noom-chat/log/slices.js';
import { renderLog, type LogDrawing } from '../../../src/components/noom-chat/log/render-log.js';
import { render } from 'lit';
import type { ChatMessage } from '../../../src/core/index.js';
import { until } from '../../harness/until.js';
import { bodies, hide, say, useChat } from './chat-on-page.js';

const inside = (chat: NoomChat, selector: string): HTMLElement | null =>
  chat.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const text = (element: Element | null): string => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const focused = (chat: NoomChat): Element | null => chat.shadowRoot?.activeElement ?? null;

async function openMenu(chat: NoomChat): Promise<void> {
  inside(chat, '.actions')?.click();
  await until(() => focused(chat)?.matches('.menu .item'));
}

describe('a message of <noom-chat> that is deleted', () => {
  const put = useChat();

  it('while its answer is being written, is quoted as deleted, and is answered', async () => {
    const { page, chat } = await put();
    await say(page, 'the question');
    await until(() => bodies(chat).length === 1);
    await openMenu(chat);
    inside(chat, '[part=reply-item]')?.click();
    await until(() => text(inside(chat, '[part=reply] .quote')).endsWith('Ann: the question'));
    const [ann] = page.memory.participants;
    const id = page.room.snapshot.messages[0]?.id ?? '';
    await ann?.call.deleteMessage(id);
    await until(() => text(inside(chat, '[part=reply] .quote')) === 'Replying to Ann. Message deleted');
    chat.draft = 'the answer';
    expect(await chat.send()).to.equal(true);
    expect(page.room.snapshot.messages.at(-1)?.replyTo?.id).to.equal(id);
  });

  it('while its menu is open, can only be saved with the others, and the focus stays in the menu', async () => {
    const { page, chat } = await put();
    await page.room.sendMessage('oops');
    await until(() => bodies(chat).length === 1);
    await openMenu(chat);
    inside(chat, '[part=delete-item]')?.focus();
    await page.room.deleteMessage(page.room.snapshot.messages[0]?.id ?? '');
    await until(() => inside(chat, '.deleted'));
    await chat.updateComplete;
    expect([...(chat.shadowRoot?.querySelectorAll('.menu .item') ?? [])].map(text)).to.deep.equal([
      'Save the messages as text',
    ]);
    expect(text(focused(chat))).to.equal('Save the messages as text');
  });

  it('keeps the line before what was unread, when it is the first of it', async () => {
    const { page, chat } = await put();
    await hide(chat);
    await say(page, 'one', 'two');
    await until(() => chat.unread === 2);
    chat.style.display = '';
    await until(() => chat.unread === 0 && inside(chat, '[part=unread]'));
    await page.memory.participants[0]?.call.deleteMessage(page.room.snapshot.messages[0]?.id ?? '');
    await until(() => inside(chat, '.deleted'));
    expect(text(inside(chat, '.slice'))).to.match(/^New messages.*Message deleted.*two$/);
  });

  it('does not take the focus from where the person has gone meanwhile', async () => {
    const { page, chat } = await put();
    await page.room.sendMessage('oops');
    await until(() => bodies(chat).length === 1);
    const elsewhere = document.createElement('input');
    page.room.after(elsewhere);
    try {
      await openMenu(chat);
      inside(chat, '[part=delete-item]')?.click();
      elsewhere.focus();
      await until(() => inside(chat, '.deleted') && inside(chat, '.state') === null);
      await chat.updateComplete;
      await new Promise(requestAnimationFrame);
      expect(document.activeElement?.localName).to.equal('input');
    } finally {
      elsewhere.remove();
    }
  });
});

describe('the log of <noom-chat>', () => {
  it('draws anew what can be sent again when nothing can be sent any more, and nothing else', () => {
    const message = (id: string, rest: Partial<ChatMessage> = {}): ChatMessage => ({
      ...{ id, from: 'me', name: 'Me', text: id, to: null, at: 0, isLocal: true },
      ...rest,
    });
    const slices: Slice[] = [[message('1')], [message('2', { state: 'failed' })]].map((messages, id) => ({
      id,
      entries: [{ key: String(id), messages }],
    }));
    const noted: (readonly unknown[])[] = [];
    const draw = (canWrite: boolean): readonly (readonly unknown[])[] => {
      noted.length = 0;
      const drawing = {
        speaker: { locale: 'en' },
        language: ['en'],
        file: { canAnswer: canWrite },
        message: { retry: canWrite ? () => undefined : null, find: () => undefined, pending: new Set() },
        isDrawn: () => true,
        noteFacts: (_: number, facts: readonly unknown[]) => {
          noted.push(facts);
          return false;
        },
      };
      render(renderLog(slices, drawing as unknown as LogDrawing), document.createElement('div'));
      return [...noted];
    };
    const [before, after] = [draw(true), draw(false)];
    const changed = before.map((facts, slice) => facts.some((fact, index) => fact !== after[slice]?.[index]));
    expect(changed).to.deep.equal([false, true]);
  });
});
