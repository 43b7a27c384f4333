import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { sizeText } from '../../../src/components/noom-chat/files/render-file.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import type { RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';
import { useChat } from './chat-on-page.js';
import { find, offer, press, TEA, textOf } from './files-on-page.js';

const DOT = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
const PICTURE = new File([DOT], 'dot.png', { type: 'image/png' });
const DRAWING = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'dot.svg', { type: 'image/svg+xml' });

const BUBBLING = { bubbles: true, composed: true, cancelable: true };

/** What a browser tells of files over an element, or dropped on it. */
function drag(type: string, ...files: File[]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  return new DragEvent(type, { ...BUBBLING, dataTransfer });
}

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

  it('sends what is dropped on it, shows where, and refuses a drop beside it', async () => {
    const { page, chat } = await open();
    const asked: string[] = [];
    page.room.addEventListener('noom-file-request', ({ file, to }) => asked.push(`${file.name} ${String(to)}`));
    const base = find(chat, '.base');
    base?.dispatchEvent(drag('dragover', TEA));
    await chat.updateComplete;
    expect(textOf(chat, '[part=drop]')).to.equal('Drop files here to send them');
    const drop = drag('drop', TEA, PICTURE);
    base?.dispatchEvent(drop);
    expect(drop.defaultPrevented).to.equal(true);
    await until(() => asked.length === 2);
    expect(asked).to.deep.equal(['tea.txt null', 'dot.png null']);
    await until(() => page.memory.participants[0]?.call.snapshot.files.length === 2);
    await chat.updateComplete;
    expect(find(chat, '[part=drop]')).to.equal(null);
    for (const type of ['dragover', 'drop']) {
      const beside = drag(type, TEA);
      page.room.dispatchEvent(beside);
      expect(beside.defaultPrevented, type).to.equal(true);
    }
    expect(page.room.snapshot.files.length).to.equal(2);
  });

  for (const [when, lang, notice] of [
    ['before the call', 'en', 'Files can be sent only while you are in the call.'],
    ['in the lobby', 'ko', '파일은 통화에 참가하고 있을 때만 보낼 수 있습니다.'],
  ] as const) {
    it(`refuses a drop on it and beside it ${when}, and says why`, async () => {
      const { page, chat } = await put({
        ...{ markup: '<noom-chat files></noom-chat>', lang, isJoining: false, signaling: { lobby: true } },
      });
      await page.memory.ready;
      if (when === 'in the lobby') {
        page.room.join().catch(() => undefined);
        await until(() => page.room.state === 'lobby');
      }
      const asked: string[] = [];
      page.room.addEventListener('noom-file-request', ({ file }) => asked.push(file.name));
      await until(() => {
        const beside = drag('drop', TEA);
        page.room.dispatchEvent(beside);
        return beside.defaultPrevented;
      });
      const base = find(chat, '.base');
      base?.dispatchEvent(drag('dragover', TEA));
      await chat.updateComplete;
      expect(textOf(chat, '[part=drop]')).to.equal(notice);
      base?.dispatchEvent(drag('dragleave', TEA));
      await chat.updateComplete;
      expect([find(chat, '[part=drop]'), textOf(chat, '[role=alert]')]).to.deep.equal([null, '']);
      const drop = drag('drop', TEA);
      base?.dispatchEvent(drop);
      await until(() => textOf(chat, '[role=alert]') === notice);
      expect([drop.defaultPrevented, asked]).to.deep.equal([true, []]);
      const text = new DataTransfer();
      text.setData('text/plain', 'tea');
      expect(base?.dispatchEvent(new DragEvent('drop', { ...BUBBLING, dataTransfer: text }))).to.equal(true);
      if (when === 'before the call') return;
      void page.memory.participants[0]?.call.admit(page.memory.participants[0].call.snapshot.knocking[0]?.id ?? '');
      await until(() => page.room.state === 'joined');
      await until(() => textOf(chat, '[role=alert]') === '');
    });
  }

  it('says of a folder that it cannot be sent, in the language of now, and before the call that nothing can', async () => {
    const { page, chat } = await put({ markup: '<noom-chat files></noom-chat>', isJoining: false });
    await page.memory.ready;
    const problem = (): string | undefined => textOf(chat, '[role=alert]');
    await until(() => find(chat, '.base'));
    const drop = dragFolder();
    find(chat, '.base')?.dispatchEvent(drop);
    await until(() => problem() === 'Files can be sent only while you are in the call.');
    expect(drop.defaultPrevented).to.equal(true);
    page.room.lang = 'ko';
    await until(() => problem() === '파일은 통화에 참여하고 있을 때만 보낼 수 있습니다.');
    await page.room.join();
    await until(() => problem() === '', 'nothing is said of it in the call');
    find(chat, '.base')?.dispatchEvent(dragFolder());
    await until(() => problem() === '폴더는 보낼 수 없습니다. 안에 있는 파일을 고르세요.');
    page.room.lang = 'en';
    await until(() => problem() === 'A folder cannot be sent. Choose the files in it.');
    const large = new File([], 'large.bin');
    Object.defineProperty(large, 'size', { value: 200_000_000 });
    const input = find(chat, 'input[type=file]');
    Object.defineProperty(input, 'files', { value: [large] });
    input?.dispatchEvent(new Event('change'));
    await until(() => problem()?.includes('100 MB') === true);
    page.room.lang = 'ko';
    await until(() => problem()?.includes('100MB') === true);
    await page.room.leave();
    find(chat, '.base')?.dispatchEvent(dragFolder());
    await until(() => problem() === '파일은 통화에 참여하고 있을 때만 보낼 수 있습니다.');
  });

  it('takes a drop while the server is away: the others are still there', async () => {
    const { page, chat } = await open();
    await until(() => page.room.snapshot.participants.some(({ connection }) => connection === 'connected'));
    page.memory.signaling.drop(page.room.snapshot.self.id);
    await until(() => page.room.state === 'reconnecting');
    find(chat, '.base')?.dispatchEvent(drag('drop', TEA));
    await until(() => page.memory.participants[0]?.call.snapshot.files.length === 1);
    const beside = drag('drop', TEA);
    page.room.dispatchEvent(beside);
    expect([beside.defaultPrevented, textOf(chat, '[role=alert]')]).to.deep.equal([true, '']);
  });

  it('leaves a drop beside it to the page’s own field for files', async () => {
    const { page } = await put({ markup: '<noom-chat files></noom-chat><input type="file">' });
    const field = page.room.querySelector('input');
    for (const type of ['dragover', 'drop']) {
      const beside = drag(type, TEA);
      field?.dispatchEvent(beside);
      expect(beside.defaultPrevented, type).to.equal(false);
    }
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
