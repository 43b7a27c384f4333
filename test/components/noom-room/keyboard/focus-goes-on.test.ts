import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../../harness/until.js';
import { focused, RoomPage } from '../room-page.js';

describe('the focus, when the focused element disappears', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const within = (tag: string): boolean => page.find(tag)?.matches(':focus-within') === true;
  const control = (name: string): HTMLButtonElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLButtonElement;
  const PREJOIN = '<noom-prejoin for="room"></noom-prejoin>';
  const CALL = '<noom-stage for="room"></noom-stage><noom-controls for="room"></noom-controls>';

  describe('in a layout of the page', () => {
    async function open(around: string, children = '<p>…</p>'): Promise<void> {
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann"', children, around });
      await page.inState('prejoin');
      await until(() => page.prejoin.shadowRoot?.querySelector('.join'));
    }

    const join = async (): Promise<void> => {
      page.prejoin.shadowRoot?.querySelector<HTMLElement>('.join')?.focus();
      await sendKeys({ press: 'Enter' });
      await page.inState('joined');
    };

    it('moves to the toolbar after joining, and back to the form after leaving', async () => {
      await open(PREJOIN + CALL);
      await join();
      await until(() => within('noom-controls'));
      control('leave').focus();
      await sendKeys({ press: 'Enter' });
      await page.inState('left');
      await until(() => within('noom-prejoin'));
    });

    it('does so where the tags are inside of the room', async () => {
      await open(
        '',
        `<div>${PREJOIN.replace(' for="room"', '')}</div><div>${CALL.replaceAll(' for="room"', '')}</div>`,
      );
      await join();
      await until(() => within('noom-controls'));
    });

    it('does so where the page removes one and inserts the other some frames later', async () => {
      await open(`<div id="before">${PREJOIN}</div><div id="in" hidden></div>`);
      const before = page.find('#before') as HTMLElement;
      const inside = page.find('#in') as HTMLElement;
      page.room.addEventListener('noom-state-changed', ({ state }) => {
        setTimeout(() => {
          before.hidden = state === 'joined';
          inside.hidden = state !== 'joined';
          if (state === 'joined') inside.innerHTML = CALL;
        }, 60);
      });
      await join();
      await until(() => within('noom-controls'));
      await until(() => control('leave'));
      control('leave').focus();
      await sendKeys({ press: 'Enter' });
      await page.inState('left');
      await until(() => within('noom-prejoin'));
    });

    it('stays on the button while joining is in progress, and when it fails', async () => {
      page = new RoomPage({
        attributes: 'room="tea" display-name="Ann"',
        children: '<p>…</p>',
        around: PREJOIN + CALL,
        prepare: ({ signaling }) => {
          signaling.refuseNext('room-locked');
        },
      });
      await page.inState('prejoin');
      const button = (): HTMLElement | null | undefined => page.prejoin.shadowRoot?.querySelector<HTMLElement>('.join');
      await until(button);
      button()?.focus();
      const lost: string[] = [];
      button()?.addEventListener('blur', () => lost.push('blur'));
      await sendKeys({ press: 'Enter' });
      await page.inState('failed');
      await page.drawn();
      expect(lost).to.deep.equal([]);
      expect(focused()).to.equal(button());
    });

    it('is not taken from the page: neither from its field, nor when no element of the kit had it', async () => {
      await open(`${PREJOIN}${CALL}<input id="other">`);
      page.find('#other')?.focus();
      await page.room.join();
      await page.inState('joined');
      await page.drawn();
      expect(focused()).to.equal(page.find('#other'));
      page.find('#other')?.blur();
      await page.room.leave();
      await page.inState('left');
      await page.drawn();
      expect(focused()).to.equal(document.body);
    });

    it('is left alone when the user presses a key or clicks meanwhile', async () => {
      await open(`${PREJOIN}<button id="other">…</button>`);
      await join();
      await until(() => focused() === document.body || within('#other'));
      await sendKeys({ press: 'Tab' });
      const reached = focused();
      await page.drawn();
      expect(focused()).to.equal(reached);
    });

    it('moves to the form from the chat’s field too, and from a tag that the page removes', async () => {
      await open(`${PREJOIN}${CALL}<div id="side"><noom-chat for="room"></noom-chat></div>`);
      await join();
      await until(() => within('noom-controls'));
      (page.find('noom-chat') as HTMLElement).focus();
      await until(() => focused()?.localName === 'textarea');
      page.room.addEventListener('noom-left', () => page.find('#side')?.remove());
      await page.room.leave();
      await until(() => within('noom-prejoin'));
    });
  });

  it('moves from a removed control to the next one', async () => {
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>' });
    control('hand').focus();
    page.controls.controls = 'microphone camera chat leave';
    await until(() => focused() === control('chat'));
    page.controls.controls = 'microphone camera';
    await until(() => focused() === control('camera'));
  });

  it('moves on from a menu once all its controls fit', async () => {
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>', width: 300 });
    await until(() => page.controls.shadowRoot?.querySelector('[data-name=more]'));
    control('more').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.matches('.menu:popover-open [role=menuitem]'));
    page.box.style.width = '1000px';
    await until(() => !page.controls.shadowRoot?.querySelector('[data-name=more]'));
    await until(() => focused()?.matches('.round'));
  });

  it('moves from the pin of a removed tile to that of the next one; from the last one to the menu of a tile', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }, { name: 'Di' }] });
    const pins = (): HTMLElement[] => [
      ...(page.find('noom-stage')?.shadowRoot?.querySelectorAll<HTMLElement>('.pin') ?? []),
    ];
    await until(() => pins().length === 3);
    const [, second, third] = pins();
    second?.focus();
    const [, cy, di] = page.memory.participants;
    await cy?.leave();
    await until(() => pins().length === 2 && focused() === third);
    await di?.leave();
    await until(() => pins().length === 0);
    await until(() => within('noom-stage') && focused()?.matches('.tool'));
  });

  it('moves from a knocker who was let in to the next one, and to none of their buttons', async () => {
    page = await RoomPage.joined({ signaling: { lobby: true } });
    for (const displayName of ['Ann', 'Bo']) {
      page.memory
        .createCall({ displayName, camera: false, microphone: false })
        .join()
        .catch(() => undefined);
    }
    const knocks = (): HTMLElement[] => [
      ...(page.room.shadowRoot?.querySelectorAll<HTMLElement>('[part=knock]') ?? []),
    ];
    await until(() => knocks().length === 2);
    const [first, second] = knocks();
    first?.querySelector<HTMLElement>('.primary')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => knocks().length === 1);
    await until(() => focused() === second);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await until(() => knocks().length === 0 && within('noom-controls'));
  });

  it('moves from a closing panel to the toolbar, where no control opened it', async () => {
    page = await RoomPage.joined();
    page.room.panel = 'participants';
    await until(() => page.find('.side-close') !== null);
    page.find('.side-close')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.panel === null && within('noom-controls'));
  });

  describe('with a panel', () => {
    const field = (): HTMLElement => document.querySelector('#field') as HTMLElement;

    beforeEach(async () => {
      page = await RoomPage.joined({ around: '<input id="field" aria-label="Elsewhere" />' });
      field().focus();
    });

    it('stays where a person types while the page opens and closes one', async () => {
      page.room.panel = 'chat';
      await until(() => page.find('.side noom-chat'));
      await page.drawn();
      expect(document.activeElement?.id).to.equal('field');
      page.room.panel = null;
      await page.drawn();
      expect(document.activeElement?.id).to.equal('field');
    });

    it('stays nowhere while the page opens one', async () => {
      field().blur();
      page.room.panel = 'chat';
      await until(() => page.find('.side noom-chat'));
      await page.drawn();
      expect(document.activeElement?.localName).to.equal('body');
    });

    it('goes with the page from one to the next', async () => {
      control('chat').click();
      await until(() => within('noom-chat'));
      page.room.panel = 'participants';
      await until(() => within('.side') && page.find('noom-participants'));
    });

    it('goes with the press of a control', async () => {
      control('participants').click();
      await until(() => within('.side'));
    });
  });
});
