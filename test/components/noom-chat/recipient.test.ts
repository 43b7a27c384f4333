import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { ANN, bodies, input, replace, useChat } from './chat-on-page.js';

const JUN = { name: 'Jun', camera: false, microphone: false };
const people = [ANN, JUN];

const select = (chat: NoomChat): HTMLSelectElement | null => chat.shadowRoot?.querySelector('select') ?? null;
const text = (chat: NoomChat, selector: string): string =>
  chat.shadowRoot?.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';

/** Chooses as a person does. */
async function choose(chat: NoomChat, name: string): Promise<void> {
  const field = select(chat);
  if (!field) throw new Error('There is nothing to choose from.');
  field.value = [...field.options].find((option) => option.text === name)?.value ?? 'missing';
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await chat.updateComplete;
}

describe('who gets a message of <noom-chat>', () => {
  const put = useChat();

  it('is all, or one, which is marked in words and signs where it is written and where it is read', async () => {
    const { page, chat } = await put({ people });
    await until(() => select(chat)?.options.length === 3);
    expect([...(select(chat)?.options ?? [])].map((option) => option.text)).to.deep.equal(['Everyone', 'Ann', 'Jun']);
    await choose(chat, 'Ann');
    expect(text(chat, '.to-private')).to.equal('private, to Ann');
    expect(input(chat).placeholder).to.equal('Private message to Ann');
    expect(chat.shadowRoot?.querySelector('.send')?.getAttribute('aria-label')).to.equal('Send privately to Ann');
    expect(chat.shadowRoot?.querySelectorAll('.to .icon').length).to.equal(1);
    input(chat).focus();
    await sendKeys({ type: 'psst' });
    await sendKeys({ press: 'Enter' });
    const [ann, jun] = page.memory.participants;
    await until(() => ann?.call.snapshot.messages[0]?.text === 'psst');
    await until(() => text(chat, '.meta .private') === 'private, to Ann');
    expect(jun?.call.snapshot.messages.length).to.equal(0);
    expect([select(chat)?.value, chat.draft], 'stays chosen').to.deep.equal([ann?.call.snapshot.self.id, '']);
    await expectAccessible(chat);
  });

  it('has the name of who wrote it whole, where there is space for it', async () => {
    const { page, chat } = await put({ people: [ANN, { ...ANN, name: 'Minji Park' }] });
    for (const participant of page.memory.participants) await participant.say('hello');
    const names = (): HTMLElement[] => [...(chat.shadowRoot?.querySelectorAll<HTMLElement>('.meta > bdi') ?? [])];
    await until(() => names().length >= 2);
    const cut = names().filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    expect(cut.map(({ textContent }) => textContent)).to.deep.equal([]);
  });

  it('is marked below a long name, and no line begins with what separates', async () => {
    const name = 'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff the Younger';
    const { page, chat } = await put({ people: [{ ...ANN, name }] });
    chat.style.width = '300px';
    await page.memory.participants[0]?.call.sendMessage('psst', { to: page.room.snapshot.self.id });
    const find = (selector: string): HTMLElement | null => chat.shadowRoot?.querySelector(selector) ?? null;
    await until(() => find('.meta .private'));
    const [author, time, mark] = ['.meta bdi', '.meta time', '.meta .private'].map(find) as [
      HTMLElement,
      HTMLElement,
      HTMLElement,
    ];
    expect(Math.abs(time.offsetTop - author.offsetTop), 'the time is beside the name').to.be.below(4);
    expect(mark.offsetTop, 'the mark has a line of its own').to.be.above(author.offsetTop + 4);
    expect(getComputedStyle(mark, '::before').content).to.equal('none');
  });

  it('is nobody while the one who was chosen is gone, until the person chooses again', async () => {
    const { page, chat } = await put({ people });
    await until(() => select(chat)?.options.length === 3);
    await choose(chat, 'Ann');
    chat.draft = 'for Ann alone';
    await page.memory.participants[0]?.leave();
    await until(() => select(chat)?.selectedOptions[0]?.text === 'Ann (left)');
    expect(text(chat, '[role=alert]')).to.equal('Ann is not in the call any more. Choose who gets this message.');
    input(chat).focus();
    await sendKeys({ press: 'Enter' });
    expect(await chat.send()).to.equal(false);
    expect([page.room.snapshot.messages.length, chat.draft]).to.deep.equal([0, 'for Ann alone']);
    await choose(chat, 'Everyone');
    expect([text(chat, '[role=alert]'), await chat.send()]).to.deep.equal(['', true]);
    await until(() => page.memory.participants[1]?.call.snapshot.messages[0]?.text === 'for Ann alone');
  });

  it('is kept with the draft when the tag is removed and put back', async () => {
    const { page, chat } = await put({ people });
    await until(() => select(chat)?.options.length === 3);
    await choose(chat, 'Jun');
    chat.draft = 'half a secr';
    await chat.updateComplete;
    const next = await replace(page, chat);
    await until(() => next.draft === 'half a secr');
    expect(await next.send()).to.equal(true);
    await until(() => page.memory.participants[1]?.call.snapshot.messages.length === 1);
    expect(page.memory.participants[0]?.call.snapshot.messages.length).to.equal(0);
  });

  it('is the author of a private message that is answered', async () => {
    const { page, chat } = await put();
    const [ann] = page.memory.participants;
    expect(select(chat), 'no choice with one other participant').to.equal(null);
    await ann?.say('only you', { to: page.room.snapshot.self.id });
    await until(() => text(chat, '.meta .private') === 'private, to you');
    chat.shadowRoot?.querySelector<HTMLElement>('.actions')?.click();
    await until(() => chat.shadowRoot?.querySelector('[part=reply-item]'));
    chat.shadowRoot?.querySelector<HTMLElement>('[part=reply-item]')?.click();
    await until(() => select(chat)?.selectedOptions[0]?.text === 'Ann');
    chat.draft = 'only you, too';
    await chat.send();
    await until(() => bodies(chat).length === 2);
    expect(page.room.snapshot.messages.map(({ to }) => to)).to.deep.equal([
      page.room.snapshot.self.id,
      ann?.call.snapshot.self.id,
    ]);
  });

  it('gets the files, too', async () => {
    const { page, chat } = await put({ people, markup: '<noom-chat files></noom-chat>' });
    await until(() => select(chat)?.options.length === 3);
    await choose(chat, 'Jun');
    const asked: unknown[] = [];
    page.room.addEventListener('noom-file-request', (event) => {
      asked.push(event.to);
      event.preventDefault();
    });
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'x.txt'));
    const paste = (): void => {
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: data });
      input(chat).dispatchEvent(event);
    };
    paste();
    await until(() => asked.length === 1);
    expect(asked).to.deep.equal([page.memory.participants[1]?.call.snapshot.self.id]);
    await page.memory.participants[1]?.leave();
    await until(() => select(chat)?.selectedOptions[0]?.text === 'Jun (left)');
    paste();
    await chat.updateComplete;
    expect(asked.length).to.equal(1);
  });

  it('has the name that who gets it has now', async () => {
    const { page, chat } = await put({ people });
    await until(() => select(chat)?.options.length === 3);
    await choose(chat, 'Ann');
    page.memory.participants[0]?.call.configure({ displayName: 'Anna' });
    await until(() => [...(select(chat)?.options ?? [])].some((option) => option.text === 'Anna'));
    expect([text(chat, '.to-private'), input(chat).placeholder]).to.deep.equal([
      'private, to Anna',
      'Private message to Anna',
    ]);
  });
});
