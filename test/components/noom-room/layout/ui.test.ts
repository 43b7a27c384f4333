import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../harness/until.js';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { focused, once, RoomPage } from '../room-page.js';

describe('the built-in UI of <noom-room>', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const control = (name: string): HTMLElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLElement;
  const text = (selector: string): string => page.find(selector)?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';

  describe('is accessible', () => {
    it('while connecting, reconnecting, after leaving and after a failure', async () => {
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann" autojoin' });
      page.memory.signaling.unreachable();
      await page.inState('connecting');
      expect(text('.banner')).to.include('Connecting…');
      await expectAccessible(page.box);
      page.memory.signaling.unreachable(false);
      await page.inState('joined');
      page.memory.signaling.drop(page.room.snapshot.self.id);
      await page.inState('reconnecting');
      expect(text('.banner')).to.include('Reconnecting… the call goes on');
      await expectAccessible(page.box);
      page.memory.signaling.restore(page.room.snapshot.self.id);
      await page.inState('joined');
      await page.room.leave();
      await page.inState('left');
      await expectAccessible(page.box);
      page.memory.signaling.refuseNext('room-full');
      page.find('.screen .button')?.click();
      await page.inState('failed');
      expect(text('.screen')).to.include('The room is full.');
      await expectAccessible(page.box);
    });

    it('in a narrow box', async () => {
      page = await RoomPage.joined({ width: 360, height: 640, participants: [{ name: 'Ann' }] });
      await expectAccessible(page.box);
      page.room.panel = 'chat';
      await page.drawn();
      await expectAccessible(page.box);
    });
  });

  it('shows the room, the number of participants, and the time since the join', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }, { name: 'Bo' }] });
    expect(text('.title')).to.equal('tea');
    // The code that shows the time comes when the browser is idle.
    await until(() => text('[role=timer]') !== '');
    expect(text('[role=timer]')).to.match(/^0\d:\d\d$/);
    expect(page.find('.chip')?.getAttribute('aria-label')).to.equal('3 participants');
  });

  it('changes the layout on request', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    expect(page.find('button.chip')?.getAttribute('aria-label')).to.equal('Show the speaker large');
    page.find('button.chip')?.click();
    await page.drawn();
    expect(page.room.layout).to.equal('spotlight');
    page.find('button.chip')?.click();
    await page.drawn();
    expect(page.room.layout).to.equal('grid');
  });

  it('recovers from a failure by trying again', async () => {
    page = new RoomPage({
      attributes: 'room="tea" display-name="Ann" autojoin',
      prepare: ({ signaling }) => {
        signaling.refuseNext('room-locked');
      },
    });
    await page.inState('failed');
    expect(text('.screen')).to.include('The room is locked.').and.to.include('Ask a participant inside to unlock it.');
    page.find('.screen .button')?.click();
    await page.inState('joined');
  });

  it('says why the local participant is no longer in the call: left, ended, removed', async () => {
    page = await RoomPage.joined();
    await page.room.leave();
    await page.drawn();
    expect(text('.screen')).to.include('You left the call');
    page.find('.screen .button')?.click();
    await page.inState('joined');
  });

  it('leads back to prejoin from each end, with what went wrong', async () => {
    page = await RoomPage.joined();
    const back = (): HTMLElement | null => page.find('.screen .back');
    await page.room.endForAll();
    await page.inState('left');
    await until(() => back());
    expect(text('.screen')).to.include('The call has ended').and.to.include('It was ended for everybody.');
    page.memory.signaling.refuseNext('room-full');
    page.find('.screen .primary')?.click();
    await page.inState('failed');
    await until(() => back());
    back()?.click();
    await page.inState('prejoin');
    await until(() => page.prejoin.shadowRoot?.querySelector('.notice')?.textContent.includes('The room is full.'));
    page.prejoin.shadowRoot?.querySelector<HTMLElement>('.join')?.click();
    await page.inState('joined');
  });

  it('shows a failure that does not end the call until it is dismissed', async () => {
    page = await RoomPage.joined();
    await page.room.sendMessage('x'.repeat(5000)).catch(() => undefined);
    await page.drawn();
    expect(text('.banner [role=alert]')).to.include('The message is too large.');
    await expectAccessible(page.box);
    page.find('.banner [aria-label=Dismiss]')?.click();
    await page.drawn();
    expect(text('.banner [role=alert]')).to.equal('');
  });

  describe('panels', () => {
    it('open with the focus in them, close by Escape, and return the focus', async () => {
      page = await RoomPage.joined();
      control('chat').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => page.find('noom-chat')?.matches(':focus-within, :focus') === true);
      expect(focused()?.localName).to.equal('textarea');
      await sendKeys({ press: 'Escape' });
      await until(() => focused() === control('chat'));
      expect(page.room.panel).to.equal(null);
      expect(page.find('.side')).to.equal(null);
    });

    it('close by their button and by the control that opened them', async () => {
      page = await RoomPage.joined();
      control('participants').click();
      await page.drawn();
      expect(text('.side-title')).to.equal('Participants');
      expect(control('participants').getAttribute('aria-label')).to.equal('Close participants, 1 participant');
      page.find('.side-close')?.click();
      await page.drawn();
      expect(page.find('.side')).to.equal(null);
      control('participants').click();
      await page.drawn();
      control('chat').click();
      await page.drawn();
      expect(text('.side-title')).to.equal('Chat');
      control('chat').click();
      await page.drawn();
      expect(page.room.panel).to.equal(null);
    });

    it('can be refused by the page', async () => {
      page = await RoomPage.joined();
      page.box.addEventListener('noom-panel-request', (event) => {
        event.preventDefault();
      });
      control('chat').click();
      await page.drawn();
      expect(page.room.panel).to.equal(null);
    });

    it('leave no message unread', async () => {
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      await page.memory.participants[0]?.say('Hello');
      await until(() => page.room.unread === 1);
      page.room.panel = 'chat';
      await until(() => page.room.unread === 0);
    });

    it('cover the stage in a narrow box, which is inert then', async () => {
      page = await RoomPage.joined({ width: 400 });
      page.room.panel = 'chat';
      await page.drawn();
      const stage = page.find('noom-stage') as HTMLElement;
      expect(getComputedStyle(stage).visibility).to.equal('hidden');
      page.box.style.width = '1000px';
      await until(() => getComputedStyle(stage).visibility === 'visible');
      expect(page.find('.side')?.getBoundingClientRect().width).to.equal(340);
    });
  });

  describe('focus', () => {
    it('moves to the toolbar after joining, and to the button after leaving', async () => {
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann"' });
      await page.inState('prejoin');
      page.prejoin.focus();
      await sendKeys({ press: 'Enter' });
      await page.inState('joined');
      await until(() => focused() === control('microphone'));
      control('leave').focus();
      await sendKeys({ press: 'Enter' });
      await page.inState('left');
      await until(() => focused() === page.find('.screen .button'));
    });

    it('is not taken from the page', async () => {
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann" autojoin', around: '<input id="other">' });
      page.find('#other')?.focus();
      await page.inState('joined');
      expect(focused()).to.equal(page.find('#other'));
    });
  });

  describe('a screen reader', () => {
    it('hears the local participant’s hand go up and down', async () => {
      page = await RoomPage.joined();
      const live = page.room.shadowRoot?.lastElementChild as HTMLElement;
      await page.room.raiseHand(true);
      await until(() => live.textContent.includes('Your hand is up'));
      await page.room.raiseHand(false);
      await until(() => live.textContent.includes('Your hand is down'));
    });

    it('hears who shares a screen, and when that ends', async () => {
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      const live = page.room.shadowRoot?.lastElementChild as HTMLElement;
      const hears = (text: string): Promise<unknown> => until(() => live.textContent.includes(text));
      const [ann] = page.memory.participants;
      await ann?.shareScreen();
      await hears('Ann shares a screen');
      await ann?.shareScreen(false);
      await hears('Ann no longer shares a screen');
      await page.room.shareScreen(true);
      await hears('You are sharing your screen');
      page.memory.displays.end();
      await hears('Your screen is no longer shared');
    });

    it('hears who joins and leaves, and which own sources are on, but not who was there', async () => {
      const said: string[] = [];
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      const live = page.room.shadowRoot?.lastElementChild as HTMLElement;
      expect(live.getAttribute('role')).to.equal('log');
      await until(() => live.firstElementChild?.textContent === 'You joined the call');
      new MutationObserver((records) => {
        for (const { addedNodes } of records) said.push(...[...addedNodes].map((node) => node.textContent ?? ''));
      }).observe(live, { childList: true });
      const bo = page.memory.add({ name: 'Bo' });
      await until(() => said.includes('Bo joined'));
      await bo.raiseHand();
      await until(() => said.includes('Bo raised a hand'));
      await page.room.setMicrophone(false);
      await until(() => said.includes('Microphone off'));
      await page.memory.participants[0]?.leave();
      await until(() => said.includes('Ann left'));
      expect(said).to.not.include('Ann joined');
    });
  });

  it('offers to play the others when the browser blocks sound, and stops once it plays', async () => {
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      return this.localName === 'audio' ? Promise.reject(new DOMException('', 'NotAllowedError')) : play.call(this);
    };
    try {
      page = new RoomPage({
        attributes: 'room="tea" display-name="Me" autojoin',
        participants: [{ name: 'Ann' }],
      });
      await once(page.room, 'noom-playback-blocked');
      await until(() => text('.banner').includes('Tap to hear the others'));
      await expectAccessible(page.box);
    } finally {
      HTMLMediaElement.prototype.play = play;
    }
    page.find('button.notice')?.click();
    await until(() => page.find('button.notice') === null);
  });

  it('fills the screen and comes back', async () => {
    page = await RoomPage.joined();
    control('fullscreen').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => control('fullscreen').getAttribute('aria-label') === 'Exit full screen');
    expect(page.room.matches(':fullscreen')).to.equal(true);
    await page.room.toggleFullscreen();
    expect(page.room.matches(':fullscreen')).to.equal(false);
  });
});
