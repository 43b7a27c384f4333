import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

describe('a key', () => {
  let page: RoomPage;
  let dialog: HTMLDialogElement | undefined;

  afterEach(async () => {
    await page.close();
    dialog?.remove();
    dialog = undefined;
  });

  /** A call in a dialog of the page. */
  async function inDialog(options: ConstructorParameters<typeof RoomPage>[0] = {}): Promise<HTMLDialogElement> {
    page = await RoomPage.joined(options);
    dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.append(page.box);
    dialog.showModal();
    await page.drawn();
    return dialog;
  }

  async function openChat(): Promise<HTMLTextAreaElement> {
    page.room.showPanel('chat');
    await until(() => focused()?.localName === 'textarea');
    return focused() as HTMLTextAreaElement;
  }

  const control = (name: string): HTMLElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLElement;

  it('Escape closes the panel first, then the dialog around it', async () => {
    const around = await inDialog();
    await openChat();
    await sendKeys({ press: 'Escape' });
    await until(() => page.room.panel === null);
    await page.drawn();
    expect(around.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until(() => !around.open);
  });

  it('Escape closes a menu first, then the panel, then the dialog', async () => {
    const around = await inDialog({ width: 320, around: '' });
    page.box.style.width = '320px';
    await until(() => control('more'));
    page.room.panel = 'chat';
    await page.drawn();
    control('more').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.matches('.menu:popover-open [role=menuitem]'));
    await sendKeys({ press: 'Escape' });
    await until(() => focused() === control('more'));
    expect(page.room.panel).to.equal('chat');
    expect(around.open).to.equal(true);
    (page.find('noom-chat') as HTMLElement).focus();
    await until(() => focused()?.localName === 'textarea');
    await sendKeys({ press: 'Escape' });
    await until(() => page.room.panel === null);
    expect(around.open).to.equal(true);
  });

  it('Escape that the page has handled is left alone', async () => {
    page = await RoomPage.joined({ width: 320 });
    const field = await openChat();
    field.addEventListener('keydown', (event) => {
      event.preventDefault();
    });
    await sendKeys({ press: 'Escape' });
    expect(page.room.panel).to.equal('chat');
  });

  it('Escape that closes the panel does not propagate further', async () => {
    page = await RoomPage.joined();
    await openChat();
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): number => heard.push(key);
    document.addEventListener('keydown', hear);
    await sendKeys({ press: 'Escape' });
    await until(() => page.room.panel === null);
    document.removeEventListener('keydown', hear);
    expect(heard).to.deep.equal([]);
  });

  for (const [how, init] of [
    ['marked by isComposing', { isComposing: true }],
    ['marked by key code 229 after it, as in Safari', { keyCode: 229 }],
  ] as const) {
    it(`that ends a composition closes, sends and moves nothing (${how})`, async () => {
      page = await RoomPage.joined({ width: 320, attributes: 'shortcuts' });
      const field = await openChat();
      field.value = '안녕';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const compose = (target: Element | null, key: string): boolean | undefined =>
        target?.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
        );
      for (const key of ['Enter', 'Escape', 'ArrowUp', 'm']) expect(compose(field, key), key).to.equal(true);
      await page.drawn();
      expect(page.room.panel).to.equal('chat');
      expect(page.room.snapshot.messages.length).to.equal(0);
      page.room.panel = null;
      await page.drawn();
      await until(() => control('more'));
      control('more').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.matches('[role=menuitem]'));
      const item = focused();
      for (const key of ['Escape', 'Tab', 'ArrowDown', 'm', 'c']) expect(compose(item, key), key).to.equal(true);
      expect(focused()).to.equal(item);
      control('microphone').focus();
      compose(control('microphone'), 'ArrowRight');
      expect(focused()).to.equal(control('microphone'));
      expect(page.room.panel).to.equal(null);
      expect(page.room.snapshot.self.sources.microphone.on).to.equal(true);
    });
  }

  it('a menu closes when a shortcut moves the focus elsewhere, so that the next Escape is for the panel', async () => {
    page = await RoomPage.joined({ width: 320, attributes: 'shortcuts' });
    await until(() => control('more'));
    control('more').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.matches('.menu:popover-open [role=menuitem]'));
    await sendKeys({ press: 'c' });
    await until(() => focused()?.localName === 'textarea');
    expect(page.controls.shadowRoot?.querySelector('.menu:popover-open')).to.equal(null);
    await sendKeys({ press: 'Escape' });
    await until(() => page.room.panel === null);
  });

  describe('typed in a field of the kit', () => {
    let heard: string[];
    const hear = ({ type, key }: KeyboardEvent): number => heard.push(`${type} ${key}`);
    const types = ['keydown', 'keypress', 'keyup'] as const;

    beforeEach(() => {
      heard = [];
      for (const type of types) document.addEventListener(type, hear);
    });

    afterEach(() => {
      for (const type of types) document.removeEventListener(type, hear);
    });

    it('stays in the field of the chat; commands, Tab and Escape propagate', async () => {
      page = await RoomPage.joined({ children: '<noom-chat></noom-chat>' });
      (page.find('noom-chat') as HTMLElement).focus();
      await until(() => focused()?.localName === 'textarea');
      for (const key of ['k', '/', '?', ' ', 'ArrowLeft', 'Backspace', 'Enter']) await sendKeys({ press: key });
      expect(heard).to.deep.equal([]);
      await sendKeys({ press: 'Escape' });
      expect(heard).to.deep.equal(['keydown Escape', 'keyup Escape']);
      await sendKeys({ down: 'Control' });
      await sendKeys({ press: 'k' });
      await sendKeys({ up: 'Control' });
      expect(heard).to.include('keydown k');
      await sendKeys({ press: 'Tab' });
      expect(heard).to.include('keydown Tab');
    });

    it('stays in the field before the call, and in a list of devices', async () => {
      page = new RoomPage({ attributes: 'room="tea"' });
      await page.inState('prejoin');
      page.prejoin.focus();
      await until(() => focused()?.localName === 'input');
      await sendKeys({ type: 'mute' });
      expect((focused() as HTMLInputElement).value).to.equal('mute');
      const picker = page.prejoin.shadowRoot?.querySelector<HTMLElement>('noom-device-select');
      picker?.focus();
      await until(() => focused()?.localName === 'select');
      await sendKeys({ press: 'm' });
      expect(heard).to.deep.equal([]);
    });

    it('does not stop the keyup of a key that went down elsewhere', async () => {
      page = await RoomPage.joined({ children: '<button id="inside">…</button><noom-chat></noom-chat>' });
      page.find('#inside')?.focus();
      await sendKeys({ down: 'm' });
      (page.find('noom-chat') as HTMLElement).focus();
      await until(() => focused()?.localName === 'textarea');
      await sendKeys({ up: 'm' });
      expect(heard).to.include('keyup m');
    });

    it('propagates from the page’s own field in a slot', async () => {
      page = await RoomPage.joined({
        children: '<noom-chat><input slot="composer-start" id="own"></noom-chat>',
      });
      await page.drawn();
      page.find('#own')?.focus();
      await sendKeys({ press: 'k' });
      expect(heard).to.deep.equal(['keydown k', 'keypress k', 'keyup k']);
    });
  });
});
