import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { placeOfHand } from '../../../src/components/noom-video/describe-participant.js';
import type { CallSnapshot } from '../../../src/core/index.js';
import { initialSnapshot } from '../../../src/core/model/snapshot.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

describe('<noom-reactions>', () => {
  let page: RoomPage;

  afterEach(() => page.close());

  const shown = (): string[] =>
    [...(page.room.querySelector('noom-reactions')?.shadowRoot?.querySelectorAll('.reaction') ?? [])].map((each) =>
      each.textContent.replace(/\s+/g, ' ').trim(),
    );

  it('shows twelve at once, the oldest of which goes, with the names of their senders', async () => {
    page = await RoomPage.joined({ children: '<noom-reactions></noom-reactions>', participants: [{ name: 'Ann' }] });
    await until(() => page.room.querySelector('noom-reactions')?.shadowRoot?.querySelector('.base'));
    await page.memory.participants[0]?.react('🎉');
    await until(() => shown().includes('🎉 Ann'));
    for (let count = 0; count < 12; count += 1) await page.room.react('👏');
    await until(() => shown().length === 12 && !shown().includes('🎉 Ann'));
    expect(shown()[0]).to.equal('👏 You');
    await page.room.leave();
    await until(() => shown().length === 0);
  });

  it('are sent from the toolbar by keyboard, unless the page cancels it', async () => {
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>' });
    const button = (): HTMLElement | null | undefined =>
      page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name=reactions]');
    const told: string[] = [];
    page.room.addEventListener('noom-reaction', ({ emoji }) => told.push(emoji));
    await until(button);
    button()?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.getAttribute('aria-label') === 'Thumbs up');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await until(() => told.join() === '❤️');
    expect(focused() === button()).to.equal(true);
    let wished = '';
    page.room.addEventListener('noom-reaction-request', (event) => {
      wished = event.emoji;
      event.preventDefault();
    });
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.getAttribute('aria-label') === 'Thumbs up');
    await sendKeys({ press: 'Enter' });
    await until(() => wished === '👍');
    expect(told).to.deep.equal(['❤️']);
  });
});

describe('the place of a raised hand', () => {
  const places = (...orders: number[]): number[] => {
    const alone = initialSnapshot('Ann');
    const participants = orders.map((handOrder, index) => ({
      ...alone.self,
      id: String(index),
      hand: true,
      handOrder,
    }));
    const snapshot: CallSnapshot = { ...alone, participants };
    return participants.map((participant) => placeOfHand(snapshot, participant));
  };

  it('is counted among those that are up, and not told where the server numbers none', () => {
    expect(places(7, 3, 9)).to.deep.equal([2, 1, 3]);
    expect(places(3)).to.deep.equal([0]);
    expect(places(0, 0)).to.deep.equal([0, 0]);
  });
});
