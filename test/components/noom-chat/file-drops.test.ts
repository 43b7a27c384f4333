import { expect } from '@open-wc/testing';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import type { RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';
import { useChat } from './chat-on-page.js';
import { BUBBLING, PICTURE, TEA, drag, dragFolder, find, textOf } from './files-on-page.js';

/** Whether something refuses what is dropped on a room, beside its chat. */
function isRefusedBeside({ room }: RoomOnPage, type: 'dragover' | 'drop'): boolean {
  const beside = drag(type, TEA);
  room.dispatchEvent(beside);
  return beside.defaultPrevented;
}

describe('a file that is dropped on <noom-chat files>', () => {
  const put = useChat();
  const open = (lang = 'en'): Promise<{ page: RoomOnPage; chat: NoomChat }> =>
    put({ markup: '<noom-chat files></noom-chat>', lang });

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
    // What refuses it is loaded once the room has joined.
    await until(() => isRefusedBeside(page, 'dragover'), 'a drop beside the chat is refused');
    expect(isRefusedBeside(page, 'drop')).to.equal(true);
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
      await until(() => isRefusedBeside(page, 'drop'));
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
    await until(() => problem() === '파일은 통화에 참가하고 있을 때만 보낼 수 있습니다.');
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
    await until(() => problem() === '파일은 통화에 참가하고 있을 때만 보낼 수 있습니다.');
  });

  it('takes a drop while the server is away: the others are still there', async () => {
    const { page, chat } = await open();
    await until(() => page.room.snapshot.participants.some(({ connection }) => connection === 'connected'));
    page.memory.signaling.drop(page.room.snapshot.self.id);
    await until(() => page.room.state === 'reconnecting');
    find(chat, '.base')?.dispatchEvent(drag('drop', TEA));
    await until(() => page.memory.participants[0]?.call.snapshot.files.length === 1);
    await until(() => isRefusedBeside(page, 'drop'), 'a drop beside the chat is refused');
    expect(textOf(chat, '[role=alert]')).to.equal('');
  });

  it('shows no place for files once they are away, where it takes none any more, or the page took them', async () => {
    const { chat } = await open();
    const base = find(chat, '.base');
    const isShown = (): boolean => find(chat, '[part=drop]') !== null;
    const over = async (): Promise<void> => {
      base?.dispatchEvent(drag('dragover', TEA));
      await chat.updateComplete;
      expect(isShown()).to.equal(true);
    };
    await over();
    chat.addEventListener('drop', (event) => event.preventDefault(), { capture: true, once: true });
    base?.dispatchEvent(drag('drop', TEA));
    await chat.updateComplete;
    expect(isShown()).to.equal(false);
    await over();
    chat.readonly = true;
    await chat.updateComplete;
    base?.dispatchEvent(drag('dragleave', TEA));
    await chat.updateComplete;
    expect(isShown()).to.equal(false);
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
});
