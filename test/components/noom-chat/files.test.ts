import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { sizeText } from '../../../src/components/noom-chat/files/render-file.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import type { RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';
import { useChat } from './chat-on-page.js';
import { DRAWING, PICTURE, TEA, drag, find, offer, press, textOf } from './files-on-page.js';

describe('<noom-chat files>', () => {
  const put = useChat();
  const open = (lang = 'en'): Promise<{ page: RoomOnPage; chat: NoomChat }> =>
    put({ markup: '<noom-chat files></noom-chat>', lang });

  for (const [dir, name, isLast] of [
    ['ltr', 'tea.pdf', true],
    ['ltr', 'تقرير.pdf', true],
    ['rtl', 'tea.pdf', true],
    ['rtl', 'تقرير.pdf', false],
  ] as const) {
    it(`has the extension of ${name} at its ${isLast ? 'right' : 'left'} (${dir})`, async () => {
      const { page, chat } = await open();
      page.room.dir = dir;
      await offer(page, new File(['tea'], name));
      const stem = find(chat, '.file-name bdi');
      const range = document.createRange();
      range.selectNodeContents(find(chat, '.file-name') as HTMLElement);
      range.setStartAfter(stem as HTMLElement);
      const [extension, rest] = [range.getBoundingClientRect(), stem?.getBoundingClientRect()];
      expect([range.toString().trim(), extension.left >= (rest?.right ?? 0) - 1]).to.deep.equal(['.pdf', isLast]);
    });
  }

  it('shows an offer, and nothing of its bytes before it is accepted; then it can be saved', async () => {
    const { page, chat } = await open();
    await offer(page, TEA);
    expect([textOf(chat, '[part=author]'), textOf(chat, '.file-name'), textOf(chat, '.file-size')]).to.deep.equal([
      'Ann',
      'tea.txt',
      '3 bytes',
    ]);
    await expectAccessible(chat);
    find(chat, '.list')?.focus();
    await sendKeys({ press: 'Tab' });
    expect(chat.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Receive tea.txt');
    await sendKeys({ press: 'Enter' });
    await until(() => find(chat, 'a[download]'));
    const link = find(chat, 'a[download]') as HTMLAnchorElement | null;
    expect([link?.download, textOf(chat, '.file-state'), link?.getAttribute('aria-label')]).to.deep.equal([
      'tea.txt',
      'Received',
      'Save tea.txt',
    ]);
    expect(chat.shadowRoot?.activeElement?.getAttribute('role')).to.equal('log');
    expect(await (await fetch(link?.href ?? '')).text()).to.equal('tea');
    await expectAccessible(chat);
    const href = link?.href ?? '';
    chat.remove();
    await chat.updateComplete;
    const isThere = await fetch(href).then(
      () => true,
      () => false,
    );
    expect(isThere, 'the address of a file that is no longer shown').to.equal(false);
  });

  it('shows pictures of pixels, and renders nothing that could run', async () => {
    const { page, chat } = await open();
    await offer(page, PICTURE);
    expect(find(chat, 'img')).to.equal(null);
    press(chat, 'Receive dot.png');
    await until(() => (find(chat, 'img') as HTMLImageElement | null)?.naturalWidth === 1);
    await page.memory.participants[0]?.call.sendFile(DRAWING);
    await until(() => find(chat, '[aria-label="Receive dot.svg"]'));
    press(chat, 'Receive dot.svg');
    await until(() => chat.shadowRoot?.querySelectorAll('a[download]').length === 2);
    expect(chat.shadowRoot?.querySelectorAll('img').length).to.equal(1);
    const last = [...(chat.shadowRoot?.querySelectorAll<HTMLAnchorElement>('a[download]') ?? [])].at(-1);
    expect((await (await fetch(last?.href ?? '')).blob()).type).to.equal('application/octet-stream');
  });

  it('declines, and takes it on second thoughts', async () => {
    const { page, chat } = await open();
    await offer(page, TEA);
    press(chat, 'Decline tea.txt');
    await until(() => textOf(chat, '.file-state') === 'Declined');
    press(chat, 'Receive tea.txt');
    await until(() => find(chat, 'a[download]'));
  });

  it('sends what is pasted, unless there is text beside it', async () => {
    const { page, chat } = await open();
    const field = find(chat, 'textarea');
    // Not as an option of `ClipboardEvent`, which Firefox ignores.
    const paste = (data: DataTransfer): boolean | undefined => {
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: data });
      return field?.dispatchEvent(event);
    };
    const both = new DataTransfer();
    both.items.add(PICTURE);
    both.setData('text/plain', 'a table');
    expect(paste(both)).to.equal(true);
    const file = new DataTransfer();
    file.items.add(PICTURE);
    expect(paste(file)).to.equal(false);
    await until(() => page.room.snapshot.files.length === 1);
    await until(() => textOf(chat, '.file-state') === 'Waiting for an answer');
    press(chat, 'Cancel dot.png');
    await until(() => textOf(chat, '.file-state') === 'Cancelled');
    await until(() => page.memory.participants[0]?.call.snapshot.files[0]?.state === 'gone');
  });

  it('lets a page prevent a file, and says why one cannot be sent', async () => {
    const { page, chat } = await open('ko');
    page.room.addEventListener(
      'noom-file-request',
      (event) => {
        event.preventDefault();
      },
      { once: true },
    );
    find(chat, '.base')?.dispatchEvent(drag('drop', TEA));
    const large = new File([], 'large.bin');
    Object.defineProperty(large, 'size', { value: 200_000_000 });
    const input = find(chat, 'input[type=file]') as HTMLInputElement | null;
    Object.defineProperty(input, 'files', { value: [large] });
    input?.dispatchEvent(new Event('change'));
    await until(() => textOf(chat, '[role=alert]')?.includes('100MB'));
    expect(page.room.snapshot.files.length).to.equal(0);
    expect(find(chat, '[part=attach]')?.getAttribute('aria-label')).to.equal('파일 보내기');
  });

  it('has no files without the attribute', async () => {
    const { page, chat } = await put();
    await offer(page, TEA);
    await chat.updateComplete;
    expect([find(chat, '[part=attach]'), find(chat, '[part=file]')]).to.deep.equal([null, null]);
    chat.dispatchEvent(drag('dragover', TEA));
    await chat.updateComplete;
    expect(find(chat, '[part=drop]')).to.equal(null);
    chat.dispatchEvent(drag('drop', TEA));
    await chat.updateComplete;
    expect(page.room.snapshot.files.filter(({ isLocal }) => isLocal)).to.deep.equal([]);
  });

  it('says how large a file is in the words of the page', () => {
    expect([0, 1, 1500, 5_000_000].map((size) => sizeText(size, 'en'))).to.deep.equal([
      '0 bytes',
      '1 byte',
      '1.5 kB',
      '5 MB',
    ]);
    expect(sizeText(5_000_000, 'ko')).to.equal('5MB');
  });

  it('can still be saved, and seen, after the chat was moved in the page', async () => {
    const { page, chat } = await open();
    await offer(page, PICTURE);
    press(chat, 'Receive dot.png');
    await until(() => find(chat, 'a[download]') && find(chat, 'img'));
    page.room.prepend(chat);
    await chat.updateComplete;
    const [link, picture] = [find(chat, 'a[download]'), find(chat, 'img')] as [HTMLAnchorElement, HTMLImageElement];
    expect((await (await fetch(link.href)).blob()).size).to.equal(PICTURE.size);
    await picture.decode();
  });

  it('says nothing of a file that was for another room', async () => {
    const { page, chat } = await open();
    Object.assign(page.room.call, { sendFile: () => Promise.reject(new CallError('not-allowed')) });
    chat.dispatchEvent(drag('drop', TEA));
    await until(() => textOf(chat, '#problem'));
    page.room.call = page.memory.createCall();
    await until(() => textOf(chat, '#problem') === '');
  });
});
