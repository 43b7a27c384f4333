import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { reactionsOf } from '../../../src/components/noom-reactions/call-reactions.js';
import { placeOfHand } from '../../../src/components/noom-video/participant/describe-participant.js';
import { CallController, type CallSnapshot } from '../../../src/core/index.js';
import { createCallEvent } from '../../../src/core/model/events.js';
import { initialSnapshot } from '../../../src/core/model/snapshot.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
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
  });

  it('shows nothing of the call before in the next room, and nothing of another call', async () => {
    page = await RoomPage.joined({ children: '<noom-reactions></noom-reactions>' });
    await until(() => page.room.querySelector('noom-reactions')?.shadowRoot?.querySelector('.base'));
    await page.room.react('👏');
    await until(() => shown().join() === '👏 You');
    await page.room.leave();
    await page.drawn();
    expect(shown()).to.deep.equal([]);
    await page.room.join();
    await page.inState('joined');
    expect(shown()).to.deep.equal([]);
    await page.room.react('🎉');
    await until(() => shown().length > 0);
    expect(shown()).to.deep.equal(['🎉 You']);
    const other = page.memory.createCall({ displayName: 'Me' });
    page.room.call = other;
    await until(() => other.snapshot.state === 'joined');
    await page.drawn();
    expect(shown()).to.deep.equal([]);
    await other.react('👍');
    await until(() => shown().join() === '👍 You');
    await other.leave();
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

describe('the reactions of a call', () => {
  it('are shown for four seconds each, and end when it is left', () => {
    const clock = new FakeClock();
    const call = new CallController();
    const { self } = initialSnapshot('Ann');
    const react = (emoji: string): boolean =>
      call.dispatchEvent(createCallEvent('noom-reaction', { participant: self, emoji }));
    const leave = (): boolean => call.dispatchEvent(createCallEvent('noom-left', { reason: 'left' }));
    const reactions = reactionsOf(call, clock);
    expect(reactionsOf(call) === reactions).to.equal(true);
    const told: string[] = [];
    const unsubscribe = reactions.subscribe(() => {
      told.push(reactions.shown.map(({ emoji }) => emoji).join(''));
    });
    react('👏');
    clock.advance(3_000);
    react('🎉');
    clock.advance(1_000);
    leave();
    expect(told.splice(0)).to.deep.equal(['👏', '👏🎉', '🎉', '']);
    // The time of one that ended early ends no other one.
    react('👍');
    clock.advance(3_999);
    expect(reactions.shown.length).to.equal(1);
    clock.advance(1);
    react('👍');
    expect(reactions.shown.map(({ number }) => number)).to.deep.equal([4]);
    unsubscribe();
    leave();
    expect([reactions.shown.length, told.at(-1)]).to.deep.equal([0, '👍']);
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
