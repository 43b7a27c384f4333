import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { useChat } from './chat-on-page.js';
import { find, offer, press, TEA } from './files-on-page.js';

describe('a file in <noom-chat>', () => {
  const put = useChat();

  it('is received by a double click, whose second press does not cancel it', async () => {
    const { page, chat } = await put({ markup: '<noom-chat files></noom-chat>' });
    await offer(page, TEA);
    const answers: string[] = [];
    chat.addEventListener('noom-file-answer-request', ({ answer }) => answers.push(answer));
    press(chat, 'Receive tea.txt');
    await chat.updateComplete;
    find(chat, '.file-button')?.dispatchEvent(new MouseEvent('click', { detail: 2 }));
    await until(() => find(chat, 'a[download]'));
    expect(answers).to.deep.equal(['accept']);
  });
});
