import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { EMOJI_KINDS } from '../../../src/components/noom-chat/composer/emoji-list.js';
import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import { readEmoji } from '../../../src/protocol/emoji.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { input, useChat } from './chat-on-page.js';

const focused = (chat: NoomChat): Element | null => chat.shadowRoot?.activeElement ?? null;
const cell = (chat: NoomChat): string => focused(chat)?.textContent.trim() ?? '';

async function open(chat: NoomChat): Promise<void> {
  chat.shadowRoot?.querySelector<HTMLElement>('.emoji-button')?.click();
  await until(() => focused(chat)?.matches('.emoji-cell'));
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

describe('the emojis of <noom-chat>', () => {
  const put = useChat();

  it('are gone through by arrow keys as one grid, and inserted where the cursor is', async () => {
    const { chat } = await put();
    chat.draft = 'ab';
    await chat.updateComplete;
    input(chat).setSelectionRange(1, 1);
    await open(chat);
    const [faces, hands] = EMOJI_KINDS.map(({ emojis }) => emojis);
    expect(cell(chat)).to.equal(faces?.[0]);
    await press('ArrowRight', 'ArrowDown');
    expect(cell(chat)).to.equal(faces?.[9]);
    await press('End', 'ArrowLeft', 'ArrowUp');
    expect(cell(chat)).to.equal(faces?.[6]);
    await press('Home', 'ArrowUp');
    expect(cell(chat)).to.equal(faces?.[0]);
    for (let row = 0; row < Math.ceil((faces?.length ?? 0) / 8); row += 1) await press('ArrowDown');
    expect(cell(chat)).to.equal(hands?.[0]);
    await press('Enter');
    await until(() => focused(chat)?.localName === 'textarea');
    expect([chat.draft, input(chat).selectionStart]).to.deep.equal([
      `a${hands?.[0] ?? ''}b`,
      1 + (hands?.[0]?.length ?? 0),
    ]);
    expect(chat.shadowRoot?.querySelector('.emoji-cell')?.checkVisibility() ?? false).to.equal(false);
  });

  it('are left by Escape, which is used up, back to their button', async () => {
    const { page, chat } = await put();
    let heard = 0;
    page.room.addEventListener('keydown', ({ key }) => (heard += key === 'Escape' ? 1 : 0));
    await open(chat);
    await press('Escape');
    expect([focused(chat)?.matches('.emoji-button'), heard]).to.deep.equal([true, 0]);
  });

  it('go the other way from right to left, and have names', async () => {
    const { page, chat } = await put();
    page.room.dir = 'rtl';
    await open(chat);
    await press('ArrowLeft');
    expect(cell(chat)).to.equal(EMOJI_KINDS[0]?.emojis[1]);
    await expectAccessible(chat);
  });

  it('are single emojis, none of them twice', () => {
    const all = EMOJI_KINDS.flatMap(({ emojis }) => emojis);
    expect(all.filter((emoji) => readEmoji(emoji) === null)).to.deep.equal([]);
    expect(new Set(all).size).to.equal(all.length);
  });

  it('are taken back like what is typed before them', async () => {
    const { chat } = await put();
    input(chat).focus();
    await sendKeys({ type: 'ab' });
    await open(chat);
    await press('Enter');
    await until(() => focused(chat)?.localName === 'textarea');
    expect(chat.draft).to.equal(`ab${EMOJI_KINDS[0]?.emojis[0] ?? ''}`);
    await sendKeys({ down: 'Control' });
    await press('z');
    const undone = [chat.draft];
    await press('z');
    await sendKeys({ up: 'Control' });
    expect([...undone, chat.draft]).to.deep.equal(['ab', '']);
  });
});
