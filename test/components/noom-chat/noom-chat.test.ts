import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { until } from '../../harness/until.js';
import { bodies, hide, input, say, useChat } from './chat-on-page.js';

describe('<noom-chat>', () => {
  const put = useChat();

  it('is used by keyboard: the messages, the field, Enter to send, Shift+Enter for a new line', async () => {
    const { page, chat } = await put();
    await sendKeys({ press: 'Tab' });
    expect(chat.shadowRoot?.activeElement?.getAttribute('role')).to.equal('log');
    await sendKeys({ press: 'Tab' });
    expect(chat.shadowRoot?.activeElement?.localName).to.equal('textarea');
    await sendKeys({ type: 'one' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.snapshot.messages.length === 1);
    expect(page.room.snapshot.messages[0]?.text).to.equal('one\ntwo');
    await until(() => input(chat).value === '');
    expect(chat.shadowRoot?.activeElement?.localName).to.equal('textarea');
    await sendKeys({ press: 'Tab' });
    expect(chat.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Insert an emoji');
    await sendKeys({ press: 'Tab' });
    expect(chat.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Send message');
  });

  it('does not send while Enter ends the composition of a syllable', async () => {
    const { page, chat } = await put();
    chat.draft = '안녕';
    await chat.updateComplete;
    let asked = 0;
    chat.addEventListener('noom-message-request', () => (asked += 1));
    const press = (init: KeyboardEventInit): boolean =>
      input(chat).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
      );
    press({ isComposing: true });
    // What Safari sends.
    press({ keyCode: 229 });
    expect(asked).to.equal(0);
    press({});
    expect(asked).to.equal(1);
    await until(() => page.room.snapshot.messages[0]?.text === '안녕');
  });

  it('shows messages as text, whatever they contain, with links that open safely', async () => {
    const { page, chat } = await put();
    const text = '<img src=x onerror=alert(1)> JaVaScRiPt:alert(1) https://example.com/a_(b).';
    await say(page, text);
    await until(() => bodies(chat).length === 1);
    expect(bodies(chat)[0]?.textContent).to.equal(text);
    expect(chat.shadowRoot?.querySelector('img')).to.equal(null);
    const links = [...(chat.shadowRoot?.querySelectorAll('a') ?? [])];
    expect(links.map(({ href, rel, target }) => [href, rel, target])).to.deep.equal([
      ['https://example.com/a_(b)', 'noopener noreferrer', '_blank'],
    ]);
  });

  it('draws a link from left to right, whatever text is around it', async () => {
    const { page, chat } = await put();
    await say(page, 'שלום https://example.com/a/b שלום', '\u202Ehttps://evil.example/moc.knab.www//:sptth');
    await until(() => bodies(chat).length === 2);
    const links = [...(chat.shadowRoot?.querySelectorAll('a') ?? [])];
    expect(links.map(({ textContent }) => textContent)).to.deep.equal([
      'https://example.com/a/b',
      'https://evil.example/moc.knab.www//:sptth',
    ]);
    for (const link of links) {
      expect(getComputedStyle(link).direction).to.equal('ltr');
      expect(getComputedStyle(link).unicodeBidi).to.equal('isolate');
      const [first = 0, last = 0] = [0, link.textContent.length - 1].map((index) => leftOf(link, index));
      expect(first).to.be.below(last);
    }
    expect(bodies(chat)[1]?.textContent).to.not.contain('\u202E');
  });

  it('looks for the links of a message once, however often it is drawn', async () => {
    const { page, chat } = await put();
    await say(page, 'See https://example.com');
    await until(() => bodies(chat).length === 1);
    const link = chat.shadowRoot?.querySelector('a')?.firstChild;
    let looked = 0;
    const { matchAll } = String.prototype;
    String.prototype.matchAll = function (this: string, pattern: RegExp) {
      looked += 1;
      return matchAll.call(this, pattern);
    };
    try {
      for (const draft of ['a', 'ab', 'abc']) {
        chat.draft = draft;
        await chat.updateComplete;
      }
    } finally {
      String.prototype.matchAll = matchAll;
    }
    expect(looked).to.equal(0);
    expect(chat.shadowRoot?.querySelector('a')?.firstChild).to.equal(link);
  });

  it('has room for a word in the field of a narrow chat, whose buttons go below it', async () => {
    const { chat } = await put({ markup: '<noom-chat files style="width: 200px"></noom-chat>' });
    const send = chat.shadowRoot?.querySelector('.send');
    await until(() => input(chat).offsetWidth > 95);
    expect(send?.getBoundingClientRect().top).to.be.at.least(input(chat).getBoundingClientRect().bottom);
  });

  it('breaks what stands in an empty field between words, in Korean', async () => {
    const { chat } = await put({ lang: 'ko' });
    expect(getComputedStyle(input(chat)).wordBreak).to.equal('keep-all');
  });

  it('groups by author, shows times in the room’s language, and sets the local participant’s messages apart', async () => {
    const { page, chat } = await put({ lang: 'ko' });
    await say(page, 'one', 'two');
    await page.room.sendMessage('three');
    await until(() => bodies(chat).length === 3);
    const groups = [...(chat.shadowRoot?.querySelectorAll('.group') ?? [])];
    expect(groups.map((group) => group.querySelectorAll('[part=message]').length)).to.deep.equal([2, 1]);
    expect(groups.map((group) => group.querySelector('[part=author]')?.textContent)).to.deep.equal(['Ann', '나']);
    expect(groups[0]?.querySelector('time')?.textContent).to.match(/^(오전|오후) \d/);
    const [theirs, own] = bodies(chat)
      .slice(1)
      .map((body) => body.getBoundingClientRect());
    expect(own?.left).to.be.above(theirs?.left ?? Infinity);
  });

  it('stays at the end, unless the user has scrolled up, and leads back', async () => {
    const { page, chat } = await put();
    const list = (): HTMLElement => chat.shadowRoot?.querySelector('.list') as HTMLElement;
    const distance = (): number => list().scrollHeight - list().clientHeight - list().scrollTop;
    await say(page, ...Array.from({ length: 20 }, (_, index) => `line ${index}`));
    await until(() => bodies(chat).length === 20 && chat.unread === 0 && distance() < 2);
    list().scrollTop = 0;
    await until(() => distance() > 100);
    list().dispatchEvent(new Event('scroll'));
    await say(page, 'news', 'more news');
    await until(() => newer(chat)?.textContent.trim() === '2 new messages');
    expect(list().scrollTop).to.equal(0);
    expect(chat.unread).to.equal(2);
    newer(chat)?.click();
    await until(() => distance() < 2 && newer(chat) === null && chat.unread === 0);
  });

  it('follows from near the end, too', async () => {
    const { page, chat } = await put();
    const list = (): HTMLElement => chat.shadowRoot?.querySelector('.list') as HTMLElement;
    const distance = (): number => list().scrollHeight - list().clientHeight - list().scrollTop;
    await say(page, ...Array.from({ length: 20 }, (_, index) => `line ${index}`));
    await until(() => bodies(chat).length === 20 && chat.unread === 0 && distance() < 2);
    const scrolled = new Promise((resolve) => list().addEventListener('scroll', resolve, { once: true }));
    list().scrollTop -= 10;
    await scrolled;
    await say(page, 'news');
    await until(() => bodies(chat).length === 21 && distance() < 2);
  });

  it('counts messages that arrive while the chat is not visible, until it is', async () => {
    const { page, chat } = await put();
    await hide(chat);
    await say(page, 'psst', 'hey');
    await until(() => chat.unread === 2);
    chat.style.display = '';
    await until(() => chat.unread === 0);
  });

  it('notes who joins and leaves, but not who was there before', async () => {
    const { page, chat } = await put();
    const notes = (): string[] =>
      [...(chat.shadowRoot?.querySelectorAll('[part=note]') ?? [])].map((note) =>
        note.textContent
          .replace(/[\u2068\u2069]/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    expect(notes()).to.deep.equal([]);
    const jun = page.memory.add({ name: 'Jun', camera: false });
    await jun.joined;
    await until(() => notes().length === 1);
    expect(notes()[0]).to.match(/^Jun joined \d/);
    // It may be the first of a line, below a long name.
    const time = chat.shadowRoot?.querySelector('[part=note] time') as Element;
    expect(getComputedStyle(time, '::before').content).to.equal('none');
    await jun.leave();
    await until(() => notes().length === 2);
    expect(notes()[1]).to.match(/^Jun left \d/);
  });

  it('notes in one line who comes to a large room, and in another who goes', async () => {
    const { page, chat } = await put({ signaling: { maxParticipants: 300 } });
    const notes = (): string[] =>
      [...(chat.shadowRoot?.querySelectorAll('[part=note]') ?? [])].map((note) =>
        note.textContent
          .replace(note.querySelector('time')?.textContent ?? '', '')
          .replace(/[\u2068\u2069]/g, '')
          .trim(),
      );
    // With Ann and the local participant, the last one makes the room large.
    const crowd = await page.memory.addCrowd(23);
    await until(() => notes().length === 22 && notes().at(-1)?.endsWith('and 1 other joined') === true);
    await page.memory.addCrowd(40);
    await until(() => notes().at(-1)?.endsWith('and 41 others joined'));
    expect(notes().length).to.equal(22);
    for (const member of crowd.slice(0, 9)) await member.leave();
    await until(() => notes().at(-1) === 'Ada Adler and 8 others left');
    expect(notes().length).to.equal(23);
  });

  it('has a field that grows when the chat becomes narrower, and shrinks with it', async () => {
    const { chat } = await put();
    chat.style.width = '600px';
    chat.draft = 'As many words as fit in one line of a wide field only, as long as it is wide.';
    await chat.updateComplete;
    const height = (): number => input(chat).offsetHeight;
    const wide = height();
    chat.style.width = '260px';
    await until(() => height() > wide * 1.5);
    chat.style.width = '600px';
    await until(() => height() === wide);
    await hide(chat);
    chat.draft = 'one\ntwo\nthree\nfour\nfive';
    await chat.updateComplete;
    chat.style.display = '';
    await until(() => height() > wide * 1.2);
  });

  it('moves the cursor into its field by focus(), and grows to five lines', async () => {
    const { chat } = await put();
    chat.focus();
    expect(chat.shadowRoot?.activeElement).to.equal(input(chat));
    const height = async (lines: number): Promise<number> => {
      chat.draft = Array.from({ length: lines }, () => 'line').join('\n');
      await chat.updateComplete;
      return input(chat).getBoundingClientRect().height;
    };
    const [one, three, five, nine] = [await height(1), await height(3), await height(5), await height(9)];
    expect(three).to.be.above(one);
    expect(five).to.be.above(three);
    expect(nine - five).to.be.below(3);
    expect(await height(1)).to.equal(one);
  });

  it('only shows messages when it is `readonly`', async () => {
    const { page, chat } = await put({ markup: '<noom-chat readonly></noom-chat>' });
    await say(page, 'hello');
    await until(() => bodies(chat).length === 1);
    expect(chat.shadowRoot?.querySelector('form')).to.equal(null);
  });

  it('sends nothing without a room, and keeps what is written', async () => {
    const chat = document.createElement('noom-chat');
    document.body.append(chat);
    await chat.updateComplete;
    chat.draft = 'hello';
    expect(await chat.send()).to.equal(false);
    expect([chat.unread, chat.messages.length, chat.draft]).to.deep.equal([0, 0, 'hello']);
    chat.remove();
  });
});

/** Where a character of a link's text is drawn. */
function leftOf(link: HTMLAnchorElement, index: number): number {
  const range = document.createRange();
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode() as Text;
  range.setStart(node, index);
  range.setEnd(node, index + 1);
  return range.getBoundingClientRect().left;
}

function newer(chat: NoomChat): HTMLElement | null {
  return chat.shadowRoot?.querySelector<HTMLElement>('[part=newer]') ?? null;
}
