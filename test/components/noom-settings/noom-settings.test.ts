// Longer than others because all of its cases open the same dialog.
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/components/noom-settings/index.js';
import type { NoomSettings } from '../../../src/components/index.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused, once, RoomPage } from '../noom-room/room-page.js';

const KEY = 'noom:settings';

describe('<noom-settings>', () => {
  let page: RoomPage;

  beforeEach(() => {
    localStorage.removeItem(KEY);
    localStorage.removeItem('noom:devices');
  });

  afterEach(async () => {
    await page.close();
    localStorage.removeItem(KEY);
    localStorage.removeItem('noom:devices');
  });

  const settings = (): NoomSettings | null => page.find('noom-settings') as NoomSettings | null;
  const dialogOf = (tag = settings()): HTMLDialogElement | null | undefined => tag?.shadowRoot?.querySelector('dialog');
  const isShown = (tag = settings()): boolean => dialogOf(tag)?.matches(':modal') === true;
  const inside = (selector: string, tag = settings()): HTMLElement | null | undefined =>
    dialogOf(tag)?.querySelector<HTMLElement>(selector);
  const box = (name: string): HTMLInputElement => inside(`[name=${name}]`) as HTMLInputElement;
  const remembered = (): unknown => JSON.parse(localStorage.getItem(KEY) ?? 'null');
  const control = (name = 'settings'): HTMLElement =>
    page.controls.shadowRoot?.querySelector(`[data-name="${name}"]`) as HTMLElement;

  /** In a call whose settings were opened as a panel. */
  async function opened(attributes = ''): Promise<void> {
    page = await RoomPage.joined({ attributes });
    page.room.panel = 'settings';
    await until(() => isShown());
    await page.drawn();
  }

  function choose(name: string, value: string): void {
    const select = inside(`#${name}`) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event('change'));
  }

  describe('in the built-in UI', () => {
    it('is opened by its control, and closed by Escape and by its button, which give the focus back', async () => {
      page = await RoomPage.joined();
      expect(settings()).to.equal(null);
      for (const key of ['Escape', 'Enter']) {
        control().focus();
        await sendKeys({ press: 'Enter' });
        await until(() => isShown());
        expect([page.room.panel, control().getAttribute('aria-label')]).to.deep.equal(['settings', 'Close settings']);
        expect(page.find('.side')).to.equal(null);
        expect(inside('.close')?.matches(':focus')).to.equal(true);
        await sendKeys({ press: key });
        await until(() => !isShown() && page.room.panel === null);
        await until(() => focused() === control());
      }
    });

    it('tells that it was opened and closed, and stays where the page wants it to', async () => {
      page = await RoomPage.joined();
      const told: boolean[] = [];
      page.room.addEventListener('noom-settings-toggled', ({ open }) => told.push(open));
      page.room.panel = 'settings';
      await until(() => isShown());
      const refuse = (event: Event): void => {
        event.preventDefault();
      };
      page.room.addEventListener('noom-panel-request', refuse);
      inside('.close')?.click();
      // By the browser itself, which some do at a second Escape.
      dialogOf()?.close();
      await until(() => isShown());
      page.room.removeEventListener('noom-panel-request', refuse);
      inside('.close')?.click();
      await until(() => !isShown());
      expect(told).to.deep.equal([true, false]);
    });

    it('closes when the call is over, and is there in the next one', async () => {
      await opened();
      await page.room.leave();
      await until(() => !isShown() && page.room.panel === null);
      expect(settings()?.open).to.equal(false);
      await page.room.join();
      page.room.panel = 'settings';
      await until(() => isShown());
    });

    it('stays open, and modal, when its room is moved', async () => {
      await opened();
      const place = document.createElement('div');
      page.box.append(place);
      place.append(page.room);
      await until(() => isShown());
      expect(inside('.close')?.matches(':focus')).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await until(() => !isShown());
    });

    it('uses keys for itself: neither the call nor the page hears them', async () => {
      await opened('shortcuts');
      const heard: string[] = [];
      page.box.addEventListener('keydown', ({ key }) => heard.push(key));
      await sendKeys({ press: 'm' });
      await sendKeys({ press: 'c' });
      expect(heard).to.deep.equal([]);
      expect([page.room.snapshot.self.sources.microphone.on, page.room.panel]).to.deep.equal([true, 'settings']);
    });

    it('has the devices of the room, with their words for one that is refused', async () => {
      await opened();
      const pickers = [...(dialogOf()?.querySelectorAll('noom-device-select') ?? [])];
      expect(pickers.map(({ kind }) => kind)).to.deep.equal(['camera', 'microphone', 'speaker']);
      page.memory.devices.deny('camera');
      await page.room.setCamera(false);
      await page.room.setCamera(true).catch(() => undefined);
      await until(() => pickers[0]?.shadowRoot?.querySelector('.note') !== null);
      await page.drawn();
      expect(pickers[0]?.permission).to.equal('denied');
      expect(isShown()).to.equal(true);
    });
  });

  describe('what is chosen', () => {
    it('counts at once, is remembered, and counts in the next room too', async () => {
      await opened();
      choose('theme', 'dark');
      choose('language', 'ko');
      box('messageSound').click();
      await until(() => inside('#title')?.textContent.trim() === '설정');
      expect([page.room.theme, page.room.lang, box('messageSound').checked]).to.deep.equal(['dark', 'ko', true]);
      expect(remembered()).to.deep.equal({ theme: 'dark', language: 'ko', messageSound: true });
      await page.close();
      page = await RoomPage.joined();
      await until(() => page.room.theme === 'dark' && page.room.lang === 'ko');
      expect(isShown()).to.equal(false);
    });

    it('can be forgotten, and the page’s own counts again', async () => {
      localStorage.setItem('noom:devices', '{"camera":"desk"}');
      await opened('theme="light" lang="en"');
      choose('theme', 'dark');
      choose('language', 'ko');
      await until(() => page.room.lang === 'ko');
      inside('.forget')?.click();
      await until(() => inside('[role=status]')?.textContent.trim() === 'Forgotten.');
      expect([page.room.theme, page.room.lang, remembered()]).to.deep.equal(['light', 'en', null]);
      expect(localStorage.getItem('noom:devices')).to.not.contain('desk');
    });

    it('can be refused by the page, and is shown as it is then', async () => {
      await opened();
      const asked: unknown[] = [];
      page.room.addEventListener('noom-setting-request', (event) => {
        asked.push([event.setting, event.value]);
        event.preventDefault();
      });
      box('joinSound').click();
      choose('theme', 'light');
      await page.drawn();
      expect(asked).to.deep.equal([
        ['joinSound', true],
        ['theme', 'light'],
      ]);
      expect([box('joinSound').checked, page.room.theme, remembered()]).to.deep.equal([false, 'auto', null]);
      expect((inside('#theme') as HTMLSelectElement).value).to.equal('auto');
    });

    it('lasts as long as the page where the browser keeps nothing, which it says', async () => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      try {
        await opened();
        choose('theme', 'dark');
        await until(() => dialogOf()?.textContent.includes('This browser remembers nothing') === true);
        expect(page.room.theme).to.equal('dark');
      } finally {
        Storage.prototype.setItem = setItem;
      }
    });

    it('is read with care: what a page or another version has left there does no harm', async () => {
      for (const stored of ['{', 'null', '[]', '{"theme":"pink","language":7,"joinSound":"yes","messageSound":true}']) {
        localStorage.setItem(KEY, stored);
        await opened();
        expect([page.room.theme, page.room.lang, box('joinSound').checked]).to.deep.equal(['auto', '', false]);
        if (stored.includes('pink')) expect(box('messageSound').checked).to.equal(true);
        await page.close();
      }
      page = await RoomPage.joined();
    });
  });

  describe('the sound of the microphone', () => {
    it('is asked of the call, where the browser can be asked, and shown as it really is', async () => {
      await opened();
      const asked: unknown[] = [];
      const { call } = page.room;
      const { setAudioProcessing } = call;
      call.setAudioProcessing = (processing) => {
        asked.push(processing);
        return setAudioProcessing.call(call, processing);
      };
      expect(box('noiseSuppression').checked).to.equal(true);
      box('noiseSuppression').click();
      await until(() => remembered() !== null);
      expect(asked).to.deep.equal([{ noiseSuppression: false }]);
      expect(remembered()).to.deep.equal({ noiseSuppression: false });
      // The browser tells that this microphone does it all the same.
      const { track } = page.room.snapshot.self.sources.microphone;
      if (track) track.getSettings = () => ({ noiseSuppression: true });
      box('messageSound').click();
      await page.drawn();
      expect(box('noiseSuppression').checked).to.equal(true);
      expect(inside('#hint-noiseSuppression')?.textContent).to.contain('does not change that');
    });

    it('goes back, and the room tells why, where the microphone cannot be opened again', async () => {
      await opened();
      const failed = once(page.room, 'noom-error');
      const { track, deviceId } = page.room.snapshot.self.sources.microphone;
      if (track) track.getSettings = () => ({ echoCancellation: true });
      page.memory.devices.busy(deviceId ?? '');
      box('echoCancellation').click();
      expect((await failed).error.code).to.equal('device-in-use');
      await until(() => box('echoCancellation').checked);
      expect(remembered()).to.equal(null);
    });
  });

  describe('the keys of the shortcuts', () => {
    const keyOf = (action: string): HTMLElement | null | undefined => inside(`[data-action=${action}]`);
    const name = (action: string): string => keyOf(action)?.textContent.trim() ?? '';

    /** Presses the button of an action, and then a key. */
    async function press(action: string, key: string): Promise<void> {
      keyOf(action)?.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => name(action) === 'Press a key…');
      await sendKeys({ press: key });
      await until(() => name(action) !== 'Press a key…');
    }

    it('are not there in a room without shortcuts', async () => {
      await opened();
      expect(inside('.keys')).to.equal(null);
    });

    it('are changed, told, remembered and set back, by the keyboard alone', async () => {
      await opened('shortcuts');
      expect([name('toggle-microphone'), name('push-to-talk'), name('toggle-screen')]).to.deep.equal([
        ...['M', 'Space', 'None'],
      ]);
      await press('toggle-microphone', 'x');
      expect([name('toggle-microphone'), page.room.shortcutKeys]).to.deep.equal(['X', { 'toggle-microphone': 'x' }]);
      expect(keyOf('toggle-microphone')?.matches(':focus')).to.equal(true);
      expect(inside('[role=status]')?.textContent.trim()).to.equal('Microphone on or off: X');
      await press('push-to-talk', 'Delete');
      await press('toggle-hand', ' ');
      expect([name('push-to-talk'), name('toggle-hand')]).to.deep.equal(['None', 'Space']);
      expect(remembered()).to.deep.equal({
        shortcutKeys: { 'toggle-microphone': 'x', 'push-to-talk': '', 'toggle-hand': ' ' },
      });
      page.room.panel = null;
      await until(() => !isShown());
      page.find('.base')?.focus();
      await sendKeys({ press: 'x' });
      await until(() => !page.room.snapshot.self.sources.microphone.on);
      page.room.panel = 'settings';
      await until(() => isShown());
      await page.drawn();
      inside('.keys ~ .button')?.click();
      await until(() => name('toggle-microphone') === 'M');
      expect(page.room.shortcutKeys).to.deep.equal({});
    });

    it('stay as they are by Escape, which closes nothing, and by keys that cannot be shortcuts', async () => {
      await opened('shortcuts');
      await press('toggle-microphone', 'Escape');
      expect([name('toggle-microphone'), isShown()]).to.deep.equal(['M', true]);
      keyOf('toggle-microphone')?.focus();
      await sendKeys({ press: 'Enter' });
      for (const key of ['Enter', 'ArrowDown', 'Shift']) await sendKeys({ press: key });
      await until(() => name('toggle-microphone') === 'Press a key…');
      await sendKeys({ press: 'Tab' });
      await until(() => name('toggle-microphone') === 'M');
      expect(remembered()).to.equal(null);
    });

    it('tell that two of them are alike', async () => {
      await opened('shortcuts');
      await press('toggle-camera', 'm');
      const conflicts = [...(dialogOf()?.querySelectorAll('.conflict') ?? [])].map((one) => one.textContent.trim());
      expect(conflicts).to.deep.equal([
        'The same key as: Camera on or off. Only one of them does something.',
        'The same key as: Microphone on or off. Only one of them does something.',
      ]);
      expect(keyOf('toggle-camera')?.getAttribute('aria-describedby')).to.equal('conflict-toggle-camera');
    });
  });

  describe('on its own', () => {
    const OWN = '<p>My page</p>';
    const tags = (): NoomSettings[] => [...page.box.querySelectorAll('noom-settings')];

    it('is opened and closed by the page, for the room that it names', async () => {
      page = await RoomPage.joined({ around: '<noom-settings for="room"></noom-settings>' });
      const [tag] = tags();
      if (!tag) throw new Error('no tag');
      tag.show();
      await until(() => isShown(tag));
      expect([tag.hasAttribute('open'), page.room.panel]).to.deep.equal([true, null]);
      expect(inside('#theme', tag)).to.not.equal(null);
      await sendKeys({ press: 'Escape' });
      await until(() => !isShown(tag) && !tag.open);
      // The panel of the built-in UI is another one.
      page.room.panel = 'settings';
      await until(() => isShown());
      expect(isShown(tag)).to.equal(false);
    });

    it('is the panel of a page’s own UI; of two, one opens', async () => {
      page = await RoomPage.joined({
        children: OWN,
        around: '<noom-settings for="room"></noom-settings><noom-settings for="room"></noom-settings>',
      });
      page.room.panel = 'settings';
      await until(() => tags().some(isShown));
      expect(tags().map(isShown)).to.deep.equal([true, false]);
      // Moved, it stays the one.
      const [first, second] = tags();
      if (first) page.box.append(first);
      await until(() => isShown(first));
      expect(isShown(second)).to.equal(false);
      // What is chosen in one is shown in the other.
      (inside('[name=joinSound]', first) as HTMLInputElement).click();
      page.room.panel = null;
      await until(() => !isShown(first));
      second?.show();
      await until(() => isShown(second));
      expect((inside('[name=joinSound]', second) as HTMLInputElement).checked).to.equal(true);
    });

    it('loses its room while it is open, and throws nothing', async () => {
      page = await RoomPage.joined({ around: '<noom-settings for="room" open></noom-settings>' });
      const [tag] = tags();
      await until(() => isShown(tag) && inside('#theme', tag) !== null);
      page.room.id = 'other';
      await until(() => inside('#theme', tag) === null);
      expect(isShown(tag)).to.equal(true);
      page.room.id = 'room';
      await until(() => inside('#theme', tag) !== null);
    });
  });

  it('is accessible, in both languages, and in Korean has no English', async () => {
    await opened('lang="ko" shortcuts');
    expect(inside('#title')?.textContent.trim()).to.equal('설정');
    const text = dialogOf()?.textContent.replace(/English|\s+/g, ' ') ?? '';
    expect(/[a-z]{2,}/i.exec(text)?.[0]).to.equal(undefined);
    await expectAccessible(page.box);
    page.room.lang = 'en';
    await until(() => inside('#title')?.textContent.trim() === 'Settings');
    await expectAccessible(page.box);
  });
});
