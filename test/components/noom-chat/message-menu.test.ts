import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import type { RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';
import { bodies, input, say, useChat } from './chat-on-page.js';

const inside = (chat: NoomChat, selector: string): HTMLElement | null =>
  chat.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const text = (element: Element | null | undefined): string => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const focused = (chat: NoomChat): Element | null => chat.shadowRoot?.activeElement ?? null;

/** Opens the menu of the message with that text; resolves to the words of its items. */
async function openMenu(chat: NoomChat, words: string): Promise<string[]> {
  const line = bodies(chat)
    .find(({ textContent }) => textContent === words)
    ?.closest('.line');
  line?.querySelector<HTMLElement>('.actions')?.click();
  await until(() => focused(chat)?.matches('.menu .item'));
  return [...(chat.shadowRoot?.querySelectorAll('.menu .item') ?? [])].map(text);
}

async function choose(chat: NoomChat, words: string, part: string): Promise<void> {
  await openMenu(chat, words);
  inside(chat, `[part=${part}]`)?.click();
}

async function write(page: RoomOnPage, ...texts: string[]): Promise<void> {
  for (const each of texts) await page.room.sendMessage(each);
}

describe('the menu of a message in <noom-chat>', () => {
  const put = useChat();

  it('has a button whose dots are as large as those of other menus', async () => {
    const { page, chat } = await put();
    await write(page, 'hello');
    await until(() => inside(chat, '.actions path'));
    expect((inside(chat, '.actions path') as SVGPathElement | null)?.getBBox().height).to.equal(2);
  });

  it('deletes a message of the local participant for all, by keyboard, and keeps the focus', async () => {
    const { page, chat } = await put();
    await write(page, 'oops');
    await until(() => bodies(chat).length === 1);
    const asked: string[] = [];
    page.room.addEventListener('noom-message-delete-request', ({ id }) => asked.push(id));
    inside(chat, '.list')?.focus();
    await sendKeys({ press: 'Tab' });
    expect(focused(chat)?.getAttribute('aria-label')).to.equal('Actions for your message');
    await sendKeys({ press: 'Enter' });
    await until(() => focused(chat)?.matches('.item'));
    expect(text(focused(chat))).to.equal('Reply');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await until(() => inside(chat, '.deleted'));
    expect(text(inside(chat, '.deleted'))).to.equal('Message deleted');
    expect(inside(chat, '.deleted')?.closest('[aria-live]')?.getAttribute('aria-live'), 'announced').to.equal('polite');
    const [ann] = page.memory.participants;
    await until(() => ann?.call.snapshot.messages[0]?.isDeleted);
    expect(asked).to.deep.equal([page.room.snapshot.messages[0]?.id]);
    await until(() => focused(chat)?.matches('.actions'));
    await expectAccessible(chat);
  });

  it('stays open, with its button, for a press on one that is scrolled out of sight, as by voice control', async () => {
    const { page, chat } = await put();
    await write(page, 'first', 'line\n'.repeat(40), 'last');
    await until(() => bodies(chat).length === 3);
    const list = inside(chat, '.list') as HTMLElement;
    await until(() => list.scrollTop > 0 && list.scrollTop + list.clientHeight > list.scrollHeight - 2);
    await openMenu(chat, 'first');
    // By then every observer has told what it sees.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    expect(inside(chat, '.menu')?.matches(':popover-open')).to.equal(true);
    const button = inside(chat, '.actions')?.getBoundingClientRect();
    const box = list.getBoundingClientRect();
    expect(button && [button.bottom > box.top, button.top < box.bottom]).to.deep.equal([true, true]);
  });

  it('offers to delete only what may be deleted, and nothing once it is deleted', async () => {
    const { page, chat } = await put();
    await say(page, 'theirs');
    await write(page, 'mine');
    await until(() => bodies(chat).length === 2);
    expect(await openMenu(chat, 'theirs'), 'as a guest').to.deep.equal(['Reply', 'Save the messages as text']);
    await sendKeys({ press: 'Escape' });
    await page.memory.participants[0]?.call.setRole(page.room.snapshot.self.id, 'cohost');
    await until(() => page.room.snapshot.self.role === 'cohost');
    expect(await openMenu(chat, 'theirs'), 'of the host').to.deep.equal(['Reply', 'Save the messages as text']);
    await sendKeys({ press: 'Escape' });
    const all = ['Reply', 'Delete for everyone', 'Save the messages as text'];
    expect(await openMenu(chat, 'mine')).to.deep.equal(all);
    inside(chat, '[part=delete-item]')?.click();
    await until(() => inside(chat, '.deleted'));
    inside(chat, '.deleted + .actions')?.click();
    await until(() => focused(chat)?.matches('.item'));
    expect(text(focused(chat))).to.equal('Save the messages as text');
  });

  it('says that it is deleting while the server cannot be reached, and why it could not', async () => {
    const { page, chat } = await put();
    await write(page, 'oops');
    await until(() => bodies(chat).length === 1 && inside(chat, '.delivered'));
    page.memory.signaling.refuseNext('rate-limited', 'chat:delete');
    const errors: string[] = [];
    page.room.addEventListener('noom-error', ({ error }) => errors.push(error.code));
    await choose(chat, 'oops', 'delete-item');
    await until(() => text(inside(chat, '.state')) === 'Deleting…');
    await until(() => inside(chat, '.state') === null);
    expect([errors, text(bodies(chat)[0])]).to.deep.equal([['rate-limited'], 'oops']);
  });

  it('lets the page cancel a deletion', async () => {
    const { page, chat } = await put();
    await write(page, 'stays');
    await until(() => bodies(chat).length === 1);
    page.room.addEventListener('noom-message-delete-request', (event) => {
      event.preventDefault();
    });
    await choose(chat, 'stays', 'delete-item');
    await until(() => inside(chat, '.state') === null);
    expect(page.room.snapshot.messages[0]?.isDeleted).to.equal(undefined);
  });

  it('goes from message to message by arrow keys, with one stop for Tab', async () => {
    const { page, chat } = await put();
    await say(page, 'one', 'two', 'three');
    await until(() => bodies(chat).length === 3);
    const stops = (): string[] =>
      [...(chat.shadowRoot?.querySelectorAll<HTMLElement>('.actions') ?? [])]
        .filter(({ tabIndex }) => tabIndex === 0)
        .map((button) => text(button.closest('.line')));
    await chat.updateComplete;
    expect(stops()).to.deep.equal(['three']);
    inside(chat, '.list')?.focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowUp' });
    expect(text(focused(chat)?.closest('.line'))).to.equal('two');
    expect(stops()).to.deep.equal(['two']);
    await sendKeys({ press: 'Tab' });
    expect(focused(chat)?.localName).to.equal('textarea');
  });

  it('answers a message, whose author and first line are quoted, and leads to it', async () => {
    const { page, chat } = await put();
    await say(page, 'the question\nwith more', ...Array.from({ length: 20 }, (_, index) => `line ${String(index)}`));
    const log = inside(chat, '.list');
    // It goes there with its next frame, and a menu closes whose button is scrolled away.
    await until(() => log && bodies(chat).length === 21 && log.scrollHeight - log.clientHeight - log.scrollTop < 2);
    await choose(chat, 'the question\nwith more', 'reply-item');
    await until(() => focused(chat)?.localName === 'textarea');
    expect(text(inside(chat, '[part=reply] .quote'))).to.equal('Replying to Ann. Ann: the question');
    await sendKeys({ type: 'the answer' });
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.snapshot.messages.length === 22);
    await until(() => inside(chat, '.message .quote'));
    expect(inside(chat, '[part=reply]')).to.equal(null);
    const [question] = page.room.snapshot.messages;
    const [ann] = page.memory.participants;
    await until(() => ann?.call.snapshot.messages.at(-1)?.replyTo?.id === question?.id);
    expect(text(inside(chat, '.message .quote'))).to.equal('Ann: the question');
    inside(chat, '.message .quote')?.click();
    await until(() => text(focused(chat)?.closest('.line')).startsWith('the question'));
    const list = inside(chat, '.list')?.getBoundingClientRect();
    expect(focused(chat)?.getBoundingClientRect().top).to.be.within(list?.top ?? 0, list?.bottom ?? 0);
    await expectAccessible(chat);
  });

  it('ends an answer by Escape, which is used up, and keeps what is written', async () => {
    const { page, chat } = await put();
    await say(page, 'hello');
    await until(() => bodies(chat).length === 1);
    await choose(chat, 'hello', 'reply-item');
    await sendKeys({ type: 'x' });
    let heard = 0;
    page.room.addEventListener('keydown', () => (heard += 1));
    await sendKeys({ press: 'Escape' });
    await until(() => inside(chat, '[part=reply]') === null);
    expect([heard, chat.draft, focused(chat)?.localName]).to.deep.equal([0, 'x', 'textarea']);
  });

  it('shows that what is answered is deleted, or not here', async () => {
    const { page, chat } = await put();
    const [ann] = page.memory.participants;
    await page.room.sendMessage('secret');
    await until(() => ann?.call.snapshot.messages.length === 1);
    const id = page.room.snapshot.messages[0]?.id ?? '';
    await ann?.say('answer', { replyTo: id });
    await until(() => inside(chat, 'button.quote'));
    await page.room.deleteMessage(id);
    await until(() => text(inside(chat, 'div.quote')) === 'Message deleted');
    await page.room.sendMessage('private', { to: ann?.id ?? '' });
    await until(() => ann?.call.snapshot.messages.length === 3);
  });

  it('saves the messages as text, with times, authors, and what is private', async () => {
    const { page, chat } = await put({ lang: 'en' });
    const [ann] = page.memory.participants;
    await say(page, 'hello\nthere');
    await page.room.sendMessage('psst', { to: ann?.id ?? '' });
    await until(() => bodies(chat).length === 2);
    const saved: { name: string; blob: Promise<string> }[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: fetch(this.href).then((response) => response.text()) });
    };
    try {
      await choose(chat, 'psst', 'save-item');
      await until(() => saved.length === 1);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved[0]?.name).to.match(/^Chat .+ \d{4}-\d\d-\d\d\.txt$/);
    const lines = (await saved[0]?.blob)?.replace(/\[.*?\d.*?\]/g, '[time]').split('\n');
    const own = page.room.snapshot.self.name;
    expect(lines?.map((line) => line.replace('\ufeff', ''))).to.deep.equal([
      '[time] Ann:',
      'hello',
      'there',
      '',
      `[time] ${own} (You) (private, to Ann):`,
      'psst',
      '',
    ]);
    expect(input(chat).value).to.equal('');
  });
});
