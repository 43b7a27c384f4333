import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { createGate } from '../../harness/gate.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { focused, once, RoomPage } from '../noom-room/room-page.js';

describe('<noom-controls>', () => {
  let page: RoomPage;

  afterEach(async () => {
    restore();
    await page.close();
  });

  const buttons = (): HTMLButtonElement[] => [
    ...(page.controls.shadowRoot?.querySelectorAll<HTMLButtonElement>('.round') ?? []),
  ];
  const names = (): (string | undefined)[] => buttons().map(({ dataset }) => dataset.name);
  const button = (name: string): HTMLButtonElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLButtonElement;
  const composed = (markup: string, options: object = {}): Promise<RoomPage> =>
    RoomPage.joined({ children: markup, ...options });

  it('is accessible in a call, with everything off, with labels, and in a column', async () => {
    page = await composed('<noom-controls></noom-controls>');
    await expectAccessible(page.box);
    await page.room.setMicrophone(false);
    await page.room.setCamera(false);
    page.controls.labels = true;
    page.controls.orientation = 'vertical';
    await page.drawn();
    await expectAccessible(page.box);
  });

  it('says what a press will do, and does it', async () => {
    page = await composed('<noom-controls></noom-controls>');
    expect(button('microphone').getAttribute('aria-label')).to.equal('Turn microphone off');
    button('microphone').click();
    await until(() => !page.room.snapshot.self.sources.microphone.on);
    await page.drawn();
    expect(button('microphone').getAttribute('aria-label')).to.equal('Turn microphone on');
    expect(button('microphone').hasAttribute('aria-pressed')).to.equal(false);
    button('hand').click();
    await until(() => page.room.snapshot.self.hand);
    await page.drawn();
    expect(button('hand').getAttribute('aria-label')).to.equal('Lower hand');
    button('leave').click();
    await page.inState('left');
  });

  it('asks first: a page can cancel any press', async () => {
    page = await composed('<noom-controls></noom-controls>');
    page.controls.addEventListener('noom-camera-request', (event) => {
      event.preventDefault();
    });
    const asked = once(page.controls, 'noom-camera-request');
    button('camera').click();
    const event = await asked;
    expect(event.on).to.equal(false);
    await page.drawn();
    expect(page.room.snapshot.self.sources.camera.on).to.equal(true);
  });

  it('shows that it waits while a camera opens', async () => {
    page = await composed('<noom-controls></noom-controls>', {
      attributes: 'camera="off"',
    });
    const { devices } = page.memory;
    const { open } = devices;
    const answered = createGate();
    replace(devices, 'open', async (...request: Parameters<typeof open>) => {
      await answered.opened;
      return open.apply(devices, request);
    });
    button('camera').click();
    await until(() => page.room.snapshot.self.sources.camera.pending);
    await page.drawn();
    expect(button('camera').getAttribute('aria-busy')).to.equal('true');
    answered.open();
    await until(() => page.room.snapshot.self.sources.camera.on);
    await page.drawn();
    expect(button('camera').hasAttribute('aria-busy')).to.equal(false);
  });

  it('has the controls it is given, in that order, and ignores names of none', async () => {
    page = await composed('<noom-controls controls="leave  bogus chat microphone chat"></noom-controls>');
    expect(names()).to.deep.equal(['leave', 'chat', 'microphone']);
  });

  it('counts unread messages and participants on their buttons, in their names too', async () => {
    page = await composed('<noom-controls></noom-controls>', { participants: [{ name: 'Ann' }] });
    await page.memory.participants[0]?.say('Hello');
    await page.memory.participants[0]?.say('There');
    await until(() => page.room.unread === 2);
    const badge = (name: string): string | null | undefined =>
      button(name).parentElement?.querySelector('.badge')?.textContent;
    await until(() => badge('chat') === '2');
    expect(button('chat').getAttribute('aria-label')).to.equal('Open chat, 2 unread messages');
    page.room.markRead();
    await until(() => badge('chat') === undefined);
    expect(badge('participants')).to.equal('2');
    expect(button('participants').getAttribute('aria-label')).to.equal('Open participants, 2 participants');
  });

  it('takes the page’s own control in place of one', async () => {
    page = await composed('<noom-controls><button slot="hand">Me!</button></noom-controls>');
    const slot = page.controls.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=hand]');
    expect(slot?.assignedElements().map(({ textContent }) => textContent)).to.deep.equal(['Me!']);
    expect(button('hand').checkVisibility()).to.equal(false);
  });

  describe('by keyboard', () => {
    it('is one Tab stop; arrows, Home and End move within it', async () => {
      page = await composed('<noom-controls controls="microphone camera hand leave"></noom-controls>');
      expect(buttons().map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1, -1]);
      page.controls.focus();
      expect(focused()).to.equal(button('microphone'));
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('camera'));
      await sendKeys({ press: 'End' });
      expect(focused()).to.equal(button('leave'));
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('microphone'));
      await sendKeys({ press: 'ArrowLeft' });
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'ArrowRight' });
      await page.drawn();
      expect(buttons().map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, 0, -1, -1]);
      await sendKeys({ press: 'Enter' });
      await until(() => !page.room.snapshot.self.sources.camera.on);
    });

    it('moves up and down in a column, and the other way from right to left', async () => {
      page = await composed('<noom-controls controls="microphone camera" orientation="vertical"></noom-controls>');
      page.controls.focus();
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('microphone'));
      await sendKeys({ press: 'ArrowDown' });
      expect(focused()).to.equal(button('camera'));
      page.controls.orientation = 'horizontal';
      page.box.dir = 'rtl';
      await page.drawn();
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('microphone'));
    });

    it('keeps its Tab stop and its arrows among what is drawn, where the page’s own controls stand', async () => {
      page = await composed(
        '<noom-controls controls="microphone camera hand leave">' +
          '<button slot="microphone">Mine</button><button slot="hand">Me!</button></noom-controls>',
      );
      const stops = (): (string | undefined)[] =>
        buttons()
          .filter(({ tabIndex }) => tabIndex === 0)
          .map(({ dataset }) => dataset.name);
      expect(stops()).to.deep.equal(['camera']);
      page.controls.focus();
      expect(focused()).to.equal(button('camera'));
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('leave'));
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('camera'));
      await sendKeys({ press: 'Home' });
      expect(focused()).to.equal(button('camera'));
      page.controls.querySelector('[slot=microphone]')?.remove();
      page.controls.append(Object.assign(document.createElement('button'), { slot: 'camera' }));
      // The replaced one had the focus, which goes on to the next that is drawn.
      await until(() => focused() === button('leave'));
      await until(() => stops().join() === 'leave');
      button('microphone').focus();
      await until(() => stops().join() === 'microphone');
    });

    it('skips what is disabled', async () => {
      page = new RoomPage({ children: '<noom-controls controls="hand microphone leave"></noom-controls>' });
      await page.drawn();
      page.controls.focus();
      expect(focused()).to.equal(button('microphone'));
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(button('microphone'));
    });
  });

  describe('in a narrow room', () => {
    const open = (width: number): Promise<RoomPage> => composed('<noom-controls></noom-controls>', { width });

    it('keeps microphone, camera, chat, more and leave, and folds the rest', async () => {
      page = await open(300);
      await until(() => names().includes('more'));
      expect(names()).to.deep.equal(['microphone', 'camera', 'chat', 'more', 'leave']);
      await expectAccessible(page.box);
      page.box.style.width = '1000px';
      await until(() => !names().includes('more'));
      expect(names()).to.include('settings');
    });

    it('stays in one row, however narrow', async () => {
      page = await open(1000);
      for (let width = 760; width >= 290; width -= 10) {
        page.box.style.width = `${String(width)}px`;
        await until(() => page.controls.offsetHeight < 2 * 44);
      }
    });

    it('folds in another window while the page behind it is hidden, and has no frames', async () => {
      page = await open(1000);
      const { controls } = page;
      const frame = document.createElement('iframe');
      frame.width = '300';
      page.box.append(frame);
      replace(window, 'requestAnimationFrame', () => 0);
      frame.contentDocument?.body.append(controls);
      await until(() => controls.shadowRoot?.querySelector('[data-name=more]'));
    });

    it('never folds because it folded: a box that fits its content stays as it is', async () => {
      page = await composed('<div style="display: inline-block"><noom-controls></noom-controls></div>');
      const before = names();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await page.drawn();
      expect(names()).to.deep.equal(before);
      expect(before).to.not.include('more');
    });

    it('has the page’s own control in the menu, which the arrows leave out', async () => {
      page = await composed('<noom-controls><button slot="screen">Mine</button></noom-controls>', { width: 300 });
      await until(() => names().includes('more'));
      button('more').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.getAttribute('part') === 'button button-hand');
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'ArrowDown' });
      expect(focused()?.getAttribute('part')).to.equal('button button-hand');
    });

    it('opens the rest as a menu, used by keyboard, and returns the focus', async () => {
      page = await open(300);
      await until(() => names().includes('more'));
      button('more').focus();
      await sendKeys({ press: 'Enter' });
      const items = (): HTMLButtonElement[] => [
        ...(page.controls.shadowRoot?.querySelectorAll<HTMLButtonElement>('[role=menuitem]') ?? []),
      ];
      await until(() => focused() === items()[0]);
      await expectAccessible(page.box);
      await sendKeys({ press: 'ArrowDown' });
      expect(focused()).to.equal(items()[1]);
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'ArrowUp' });
      expect(focused()).to.equal(items().at(-1));
      await sendKeys({ press: 'Escape' });
      await until(() => focused() === button('more'));
      await sendKeys({ press: 'Enter' });
      await until(() => focused() === items()[0]);
      await sendKeys({ press: 'Enter' });
      await until(() => page.room.snapshot.self.sources.screen.on);
      expect(page.controls.shadowRoot?.querySelector('.menu:popover-open')).to.equal(null);
    });
  });
});
