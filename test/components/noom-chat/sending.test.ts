import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { bodies, input, useChat } from './chat-on-page.js';

describe('<noom-chat> that sends', () => {
  const put = useChat();

  it('keeps the draft and says why when sending fails', async () => {
    const { page, chat } = await put();
    page.room.addEventListener('noom-message-request', () => void page.room.call.leave(), { once: true });
    chat.draft = 'important';
    expect(await chat.send()).to.equal(false);
    await chat.updateComplete;
    expect(chat.draft).to.equal('important');
    expect(chat.shadowRoot?.querySelector('[role=alert]')?.textContent).to.contain('not allowed now');
  });

  it('clears the draft as soon as it is among the messages, so that the next can be written', async () => {
    const { page, chat } = await put();
    for (const participant of page.memory.participants) participant.fail();
    page.memory.signaling.unreachable();
    chat.draft = 'first';
    const sending = chat.send();
    await until(() => chat.draft === '');
    expect(chat.shadowRoot?.querySelector('[part=state]')?.textContent).to.equal('Sending…');
    chat.draft = 'second';
    void chat.send();
    await until(() => chat.draft === '');
    expect(bodies(chat).map(({ textContent }) => textContent)).to.deep.equal(['first', 'second']);
    for (const participant of page.memory.participants) participant.restore();
    page.memory.signaling.unreachable(false);
    expect(await sending).to.equal(true);
    await until(() => chat.shadowRoot?.querySelectorAll('.delivered').length === 2);
    expect(chat.shadowRoot?.querySelector('.state')).to.equal(null);
  });

  it('marks what has arrived with a name, and does not announce it', async () => {
    const { chat } = await put();
    chat.draft = 'hello';
    await chat.send();
    await until(() => chat.shadowRoot?.querySelector('.delivered'));
    const mark = chat.shadowRoot?.querySelector('.delivered');
    expect([mark?.getAttribute('aria-label'), mark?.getAttribute('aria-live')]).to.deep.equal(['Delivered', 'off']);
    await expectAccessible(chat);
  });

  it('says what was not sent, and sends it again by keyboard, once', async () => {
    const { page, chat } = await put();
    for (const participant of page.memory.participants) participant.fail();
    page.memory.signaling.refuseNext('rate-limited', 'chat:send');
    chat.draft = 'hello';
    expect(await chat.send()).to.equal(false);
    await until(() => chat.shadowRoot?.querySelector('.retry'));
    expect(chat.draft).to.equal('');
    expect(chat.shadowRoot?.querySelector('[role=alert]')?.textContent).to.contain('Too much at once');
    await expectAccessible(chat);
    const retry = chat.shadowRoot?.querySelector<HTMLElement>('.retry');
    expect(retry?.textContent.trim()).to.equal('Not sent – try again');
    expect(retry?.closest('[aria-live=off]')).to.equal(null);
    const asked: string[] = [];
    page.room.addEventListener('noom-message-retry-request', ({ id }) => asked.push(id));
    chat.shadowRoot?.querySelector<HTMLElement>('.list')?.focus();
    // The first stop is the menu of the message.
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    expect(chat.shadowRoot?.activeElement?.className).to.equal('retry');
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.snapshot.messages[0]?.state === 'sent');
    await until(() => chat.shadowRoot?.querySelector('.retry') === null);
    expect(asked).to.deep.equal([page.room.snapshot.messages[0]?.id]);
    expect(chat.shadowRoot?.activeElement?.getAttribute('role')).to.equal('log');
    expect(bodies(chat)).to.have.length(1);
  });

  it('offers no button beside what was not sent once the call is over', async () => {
    const { page, chat } = await put({ lang: 'ko' });
    for (const participant of page.memory.participants) participant.fail();
    page.memory.signaling.refuseNext('rate-limited', 'chat:send');
    chat.draft = '안녕';
    await chat.send();
    await until(() => chat.shadowRoot?.querySelector('.retry'));
    expect(chat.shadowRoot?.querySelector('.retry')?.textContent.trim()).to.equal('보내지 못함 – 다시 보내기');
    await page.room.leave();
    await until(() => chat.shadowRoot?.querySelector('.retry') === null);
    expect(chat.shadowRoot?.querySelector('.failed')?.textContent.trim()).to.equal('보내지 못함');
  });

  it('asks the page before sending, and keeps the draft when it cancels', async () => {
    const { page, chat } = await put();
    const asked: string[] = [];
    page.room.addEventListener('noom-message-request', (event) => {
      asked.push(event.text);
      event.preventDefault();
    });
    chat.draft = '  hello ';
    expect(await chat.send()).to.equal(false);
    expect(asked).to.deep.equal(['hello']);
    expect(page.room.snapshot.messages).to.deep.equal([]);
    expect(chat.draft).to.equal('  hello ');
  });

  it('keeps what is written while a message is being sent', async () => {
    const { page, chat } = await put();
    chat.draft = 'first';
    const sending = chat.send();
    chat.draft = 'first and more';
    expect(await sending).to.equal(true);
    expect(chat.draft).to.equal(' and more');
    expect(page.room.snapshot.messages.map(({ text }) => text)).to.deep.equal(['first']);
  });

  it('sends neither an empty nor a too long message, and says what the limit is', async () => {
    const { page, chat } = await put({ markup: '<noom-chat max-length="10"></noom-chat>' });
    chat.draft = ' \n ';
    expect(await chat.send()).to.equal(false);
    chat.draft = '👍'.repeat(11);
    expect(await chat.send()).to.equal(false);
    expect(chat.shadowRoot?.querySelector('[role=alert]')?.textContent.trim()).to.equal('Use at most 10 characters.');
    expect(chat.shadowRoot?.querySelector('.count')?.textContent).to.equal('11 / 10');
    expect(input(chat).getAttribute('aria-invalid')).to.equal('true');
    chat.draft = '👍'.repeat(10);
    expect(await chat.send()).to.equal(true);
    expect(page.room.snapshot.messages).to.have.length(1);
  });

  it('falls back to 4000 characters when `max-length` is not valid', async () => {
    const { chat } = await put({ markup: '<noom-chat max-length="many"></noom-chat>' });
    chat.draft = 'x'.repeat(4001);
    await chat.updateComplete;
    expect(chat.shadowRoot?.querySelector('.count')?.textContent).to.equal('4001 / 4000');
  });
});
