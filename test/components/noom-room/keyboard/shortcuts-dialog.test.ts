import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { until } from '../../../harness/until.js';
import { focused, RoomPage } from '../room-page.js';

describe('the list of the shortcuts of <noom-room>', () => {
  let page: RoomPage;

  afterEach(() => page.close());

  const dialog = (): HTMLDialogElement | null =>
    page.room.shadowRoot?.querySelector<HTMLDialogElement>('dialog.shortcuts') ?? null;
  const isOpen = (): boolean => dialog()?.matches(':modal') === true;
  const rows = (): string[] =>
    [...(dialog()?.querySelectorAll('.shortcut') ?? [])].map(({ children: [action, key] }) =>
      [action?.textContent, key?.textContent].map((text) => text?.replaceAll(/\s+/g, ' ').trim()).join(': '),
    );
  const control = (name: string): HTMLElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLElement;

  async function open(attributes = 'shortcuts', options: object = {}): Promise<void> {
    page = await RoomPage.joined({ attributes, ...options });
    page.controls.focus();
    await sendKeys({ press: '?' });
  }

  for (const lang of ['en', 'ko']) {
    it(`opens by a question mark, has each present key, and gives the focus back, in ${lang}`, async () => {
      await open(`shortcuts lang="${lang}"`);
      await until(isOpen);
      await until(() => focused()?.getAttribute('aria-label') === (lang === 'en' ? 'Close' : '닫기'));
      await expectAccessible(page.box);
      // Not written there: the compiler finds an action that does not exist.
      const keys = { 'toggle-microphone': 'x', 'toggle-camera': '', 'flip-camera': 'f2', bogus: 'b' };
      page.room.shortcutKeys = keys;
      await page.drawn();
      expect(rows()).to.deep.equal(
        lang === 'en'
          ? [
              'Microphone on or off: X',
              'Microphone on while you hold the key: Space',
              'Switch camera: F2',
              'Raise or lower your hand: H',
              'Open or close the chat: C',
              'Full screen on or off: F',
              'Show the keyboard shortcuts: ?',
            ]
          : [
              '마이크 켜고 끄기: X',
              '누르고 있는 동안 마이크 켜기: 스페이스바',
              '카메라 바꾸기: F2',
              '손들고 내리기: H',
              '채팅 열고 닫기: C',
              '전체 화면 켜고 끄기: F',
              '키보드 단축키 보기: ?',
            ],
      );
      await sendKeys({ press: 'Escape' });
      await until(() => dialog() === null);
      expect(focused() === control('microphone')).to.equal(true);
      await sendKeys({ press: '?' });
      await until(isOpen);
      dialog()?.querySelector('button')?.click();
      await until(() => dialog() === null);
      expect(focused() === control('microphone')).to.equal(true);
    });
  }

  it('opens from "more"', async () => {
    page = await RoomPage.joined({ attributes: 'shortcuts' });
    page.box.style.width = '320px';
    await until(() => control('more'));
    control('more').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.getAttribute('role') === 'menuitem');
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Enter' });
    await until(isOpen);
    await sendKeys({ press: 'Escape' });
    await until(() => dialog() === null && focused() === control('more'));
  });

  it('is nowhere to be had while the shortcuts are off, or by a key that the page has removed', async () => {
    await open('', { width: 320 });
    await until(() => control('more'));
    control('more').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.getAttribute('role') === 'menuitem');
    expect(page.controls.shadowRoot?.querySelector('hr') === null).to.equal(true);
    const { shadowRoot } = page.room;
    page.room.dispatchEvent(Object.assign(new Event('command'), { command: '--show-shortcuts' }));
    await page.drawn();
    expect(shadowRoot?.querySelector('dialog') === null).to.equal(true);
    page.room.shortcuts = true;
    page.room.shortcutKeys = { 'show-shortcuts': '' };
    await page.drawn();
    page.controls.focus();
    await sendKeys({ press: '?' });
    await page.drawn();
    expect(shadowRoot?.querySelector('dialog') === null).to.equal(true);
  });

  it('is a wish that the page can cancel, also by a button without script', async () => {
    page = await RoomPage.joined({ attributes: 'shortcuts' });
    page.room.addEventListener('noom-shortcuts-request', (event) => event.preventDefault(), { once: true });
    const command = (): boolean =>
      page.room.dispatchEvent(Object.assign(new Event('command'), { command: '--show-shortcuts' }));
    command();
    await page.drawn();
    expect(dialog() === null).to.equal(true);
    command();
    await until(isOpen);
  });

  it('keeps its keys from the call behind it', async () => {
    await open();
    await until(isOpen);
    const asked: string[] = [];
    page.room.addEventListener('noom-microphone-request', ({ type }) => asked.push(type));
    await sendKeys({ press: 'm' });
    await sendKeys({ press: '?' });
    await page.drawn();
    expect([asked, page.room.shadowRoot?.querySelectorAll('dialog').length]).to.deep.equal([[], 1]);
  });

  it('is gone when the call is left while it is open, and the focus goes on to joining again', async () => {
    await open();
    await until(isOpen);
    await page.room.leave();
    await page.inState('left');
    await until(() => dialog() === null);
    await until(() => focused()?.textContent.trim() === 'Rejoin');
    await page.room.join();
    await page.inState('joined');
    expect(dialog() === null).to.equal(true);
    // What had the focus in the call before is forgotten.
    control('camera').focus();
    await sendKeys({ press: '?' });
    await until(isOpen);
    page.box.append(page.room);
    await until(isOpen);
    await sendKeys({ press: 'Escape' });
    await until(() => focused() === control('camera'));
  });

  it('stays over the page when the room is moved meanwhile, and gives the focus back to where it was', async () => {
    await open();
    await until(isOpen);
    const place = document.createElement('div');
    place.style.height = '600px';
    page.box.append(place);
    place.append(page.room);
    await until(isOpen);
    expect(page.room.shadowRoot?.querySelectorAll('dialog').length).to.equal(1);
    await sendKeys({ press: 'Escape' });
    await until(() => dialog() === null);
    await until(() => focused() === control('microphone'));
    expect(page.room.state).to.equal('joined');
  });
});
